"""The product's own words, as pages read them: the model and the taxonomy of barriers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.requests import Request

from contracts.errors import DeadlineExceeded, NotFound, Unavailable
from gateway import reads
from gateway.languages import Words
from gateway.tracks import Track, track

Text = Mapping[str, str]


@dataclass(frozen=True)
class Model:
    """A published model and how to find one's way in it."""

    content: Mapping[str, Any]
    version: int

    @cached_property
    def characteristics(self) -> dict[str, dict[str, Any]]:
        """By id, in the model's order."""
        return {each["id"]: each for each in self.content["characteristics"]}

    def characteristic(self, id: str) -> dict[str, Any]:
        """Raises NotFound where the model has no such characteristic."""
        if id not in self.characteristics:
            raise NotFound
        return self.characteristics[id]

    def level(self, number: int) -> dict[str, Any]:
        return dict(self.content["levels"][number - 1])

    def level_name(self, number: int | str) -> Text:
        name: Text = self.level(int(number))["name"]
        return name

    def level_names(self, words: Words) -> dict[int, str]:
        return {each["level"]: words.text(each["name"]) for each in self.content["levels"]}

    def step(self, characteristic: str, start: int) -> dict[str, Any]:
        """The way from level `start` to the next. Raises NotFound where there is none."""
        for each in self.characteristic(characteristic)["steps"]:
            if each["from"] == start:
                return dict(each)
        raise NotFound

    def after(self, characteristic: str) -> list[str]:
        """The ids of all other characteristics, from the following one around to the one before."""
        ids = list(self.characteristics)
        place = ids.index(characteristic)
        return [*ids[place + 1 :], *ids[:place]]

    def track(self, words: Words, answer: Mapping[str, Any] | None) -> Track:
        """The track of an answer as assessment gives it; None where there is none."""
        answer = answer or {"kind": "unanswered"}
        return track(
            words,
            self.level_names(words),
            kind=answer["kind"],
            current=answer.get("current"),
            target=answer.get("target"),
            target_by=answer.get("target_by"),
        )


@dataclass(frozen=True)
class Taxonomy:
    """The words in which barriers are described."""

    content: Mapping[str, Any]

    def names(self, facet: str) -> dict[str, Text]:
        """Id → name of ``kinds``, ``bodies``, ``stages``, ``effects``, ``natures``, ``nations``."""
        return {each["id"]: each["name"] for each in self.content[facet]}

    def name(self, facet: str, id: str | None) -> Text | None:
        return self.names(facet).get(id or "")


async def read_model(request: Request) -> Model:
    """The newest version of the model, the same for all."""
    return _model(_remembered(request, reads.MODEL, await reads.model(request)))


async def read_taxonomy(request: Request) -> Taxonomy:
    return Taxonomy(_remembered(request, reads.TAXONOMY, await reads.taxonomy(request))["content"])


async def known_model(request: Request) -> Model:
    """The same, or the one that a page showed last while there is none to be had.

    For showing a form again: who typed into it must not lose it.

    Raises:
        Unavailable: no page has shown one either.
    """
    try:
        return await read_model(request)
    except (Unavailable, DeadlineExceeded):
        return _model(_recalled(request, reads.MODEL))


async def known_taxonomy(request: Request) -> Taxonomy:
    """As `known_model`."""
    try:
        return await read_taxonomy(request)
    except (Unavailable, DeadlineExceeded):
        return Taxonomy(_recalled(request, reads.TAXONOMY)["content"])


def _model(answer: Mapping[str, Any]) -> Model:
    return Model(answer["content"], answer["version"])


def _remembered(request: Request, topic: str, answer: dict[str, Any]) -> dict[str, Any]:
    request.app.state.shown[topic] = answer
    return answer


def _recalled(request: Request, topic: str) -> dict[str, Any]:
    """What was remembered last. Raises Unavailable where that is nothing."""
    shown: dict[str, dict[str, Any]] = request.app.state.shown
    if topic not in shown:
        raise Unavailable
    return shown[topic]
