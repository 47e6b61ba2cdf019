"""The product's own words, as pages read them: the model and the taxonomy of barriers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.requests import Request

from contracts.errors import NotFound
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
    answer = await reads.model(request)
    return Model(answer["content"], answer["version"])


async def read_taxonomy(request: Request) -> Taxonomy:
    return Taxonomy((await reads.taxonomy(request))["content"])
