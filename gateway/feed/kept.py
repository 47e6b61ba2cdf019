"""The newest events of the feed, as finished bytes: so many, and no more than so many bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from contracts.barriers.rewriting import REWRITING
from contracts.events import PREFIX
from contracts.feeds import matches

MOST = 5_000
MOST_BYTES = 16 * 1024 * 1024

Types = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event at its position; `key` is its routing key, `body` the CloudEvent in JSON."""

    position: int
    key: str
    body: bytes


@dataclass(frozen=True)
class Page:
    """Events in order. Who goes on behind `last` misses none; `head` is the last that is known."""

    events: Sequence[Told]
    last: int
    head: int

    @property
    def is_all(self) -> bool:
        return self.last >= self.head


def page_of(answer: dict[str, Any]) -> Page:
    """The page of an answer of barriers, as JSON values."""
    return Page([told(each) for each in answer["events"]], answer["last"], answer["head"])


def told(event: dict[str, Any]) -> Told:
    key = event["type"].removeprefix(f"{PREFIX}.")
    return Told(int(event["position"]), key, orjson.dumps(event))


@lru_cache(4096)
def is_wanted(types: Types, key: str) -> bool:
    """Whether one of the patterns wants events of that routing key; none of them wants all."""
    return not types or any(matches(pattern, key) for pattern in types)


class Kept:
    """The events behind `start`, up to `end`, without a gap."""

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self.restart(0)

    @property
    def end(self) -> int:
        return self.start + len(self._events)

    def restart(self, position: int) -> None:
        """Forgets all and goes on behind that position."""
        self.start = position
        self._events: list[Told] = []
        self._size = 0

    def covers(self, after: int) -> bool:
        return self.start <= after <= self.end

    def add(self, events: Sequence[Told]) -> None:
        """The events that follow the last one.

        Where one of them rewrote earlier ones, those that were kept go: they may be as they were.
        What came together with it was read after it had its place, and so after the rewriting.
        """
        if any(each.key in REWRITING for each in events):
            self.restart(self.end)
        self._events += events
        self._size += sizes(events)
        self._shed()

    def page(self, after: int, types: Types, limit: int) -> Page:
        """At most `limit` of the wanted events behind `after`, which must be covered."""
        chosen: list[Told] = []
        last = after
        for each in islice(self._events, after - self.start, None):
            if is_wanted(types, each.key):
                if len(chosen) == limit:
                    break
                chosen.append(each)
            last = each.position
        return Page(chosen, last, self.end)

    def _shed(self) -> None:
        """A tenth more than needed goes at a time, so that not every event moves all others."""
        if len(self._events) <= self._most and self._size <= self._most_bytes:
            return
        gone, size = 0, self._size
        while len(self._events) - gone > self._most * 0.9 or size > self._most_bytes * 0.9:
            size -= len(self._events[gone].body)
            gone += 1
        del self._events[:gone]
        self.start, self._size = self.start + gone, size


def sizes(events: Iterable[Told]) -> int:
    return sum(len(each.body) for each in events)
