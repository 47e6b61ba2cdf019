"""A service's events in one order, as those who listen name places and kinds in it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marshmallow import ValidationError, fields

from contracts.errors import Invalid

CURSOR = re.compile(r"([a-z]+)-(0|[1-9][0-9]{0,15})")


class NotOfThisFeed(Invalid):
    code = "cursor-of-another-feed"
    message = (
        "This is no place in this feed. Give back the cursor that you were given with the last "
        "events, as it was; or leave it out to begin with the first event."
    )


@dataclass(frozen=True)
class Cursor:
    """A place in a service's feed: behind the event with that position; 0 is before the first.

    Written ``barriers-1042``, so that one of another feed is not taken for one of this.
    """

    feed: str
    position: int

    def __str__(self) -> str:
        return f"{self.feed}-{self.position}"


def position_in(feed: str, text: str) -> int:
    """The position of a written cursor. Raises NotOfThisFeed."""
    found = CURSOR.fullmatch(text)
    if found is None or found[1] != feed:
        raise NotOfThisFeed(details={"cursor": text[:100]})
    return int(found[2])


class Pattern(fields.String):
    """Which events somebody wants, as AMQP's topics have it: ``barriers.#``,
    ``barriers.barrier-raised.*`` or one type's key such as ``barriers.barrier-raised.v1``."""

    FORM = re.compile(r"(#|[a-z0-9*-]{1,60})(\.(#|[a-z0-9*-]{1,60})){0,3}")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).removeprefix("uk.waymark.")
        if not self.FORM.fullmatch(text) or any("*" in word != "*" for word in text.split(".")):
            raise ValidationError("Must be a kind of events, such as barriers.# for all of them.")
        return text


# For every event and all who listen; no more is remembered than those of today have.
@lru_cache(16_384)
def matches(pattern: str, routing_key: str) -> bool:
    """Whether a topic exchange would send what has `routing_key` to a queue bound by `pattern`."""
    return expression(pattern).fullmatch(routing_key) is not None


@lru_cache(1_024)
def expression(pattern: str) -> re.Pattern[str]:
    """`*` is one word, `#` any number of them, none included."""
    found = re.escape(simplest(pattern)).replace(r"\*", r"[^.]+")
    found = found.replace(r"\.\#", r"(?:\.[^.]+)*").replace(r"\#\.", r"(?:[^.]+\.)*")
    return re.compile(found.replace(r"\#", r".*"))


def simplest(pattern: str) -> str:
    """The same with no `#` behind a `#`: any number of words twice is any number of words."""
    return re.sub(r"#(\.#)+", "#", pattern)
