"""Answers kept in memory until something that they were made of changes.

Every answer names its topics, such as ``model`` or ``assessment:CMD``. A change bumps a topic's
counter; an answer counts only while all its topics stand where they stood when it was begun. So
dropping costs nothing, and what was read before a change is never kept after it.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

MOST = 5_000
OLDEST = 60.0
"""Seconds for which an answer is used though no event spoke against it: a safety net."""

Answer = dict[str, Any]
Ask = Callable[[], Awaitable[Answer]]


@dataclass(frozen=True)
class Entry:
    """An answer with what it stands on. `expires` is of the monotonic clock; one that is not `kept`
    is for its first reader alone."""

    value: Answer
    topics: tuple[str, ...]
    stamp: tuple[int, ...]
    expires: float
    kept: bool = False
    made: dict[str, Any] = field(default_factory=dict)

    def body(self) -> bytes:
        """The answer as JSON, made once."""
        if "body" not in self.made:
            self.made["body"] = orjson.dumps(self.value)
        body: bytes = self.made["body"]
        return body

    def etag(self) -> str:
        """A strong entity tag of the JSON, made once."""
        if "etag" not in self.made:
            self.made["etag"] = etag_of(self.body())
        etag: str = self.made["etag"]
        return etag


def etag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


class Cache:
    """Answers by key, the latest used ones; many who want the same one at once ask for it once."""

    def __init__(self, most: int = MOST) -> None:
        self.storing = True
        self._most = most
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._changes: dict[str, int] = {}
        self._everything = 0
        self._asking: dict[Hashable, asyncio.Task[Entry]] = {}

    def peek(self, key: Hashable) -> Entry | None:
        """The kept answer where it still counts."""
        entry = self._entries.get(key)
        return entry if entry is not None and self.counts(entry) else None

    def counts(self, entry: Entry) -> bool:
        """Whether nothing that the answer was made of has changed, and it isn't too old."""
        return entry.stamp == self._stamp(entry.topics) and entry.expires > time.monotonic()

    async def read(
        self,
        key: Hashable,
        ask: Ask,
        *,
        topics: Iterable[str],
        oldest: float = OLDEST,
        keep: Callable[[Answer], bool] = lambda _: True,
    ) -> Entry:
        """The kept answer, or a new one from `ask`, kept where `keep` says so.

        Raises:
            Refusal: what `ask` raised; it is not kept.
        """
        entry = self.peek(key)
        if entry is not None:
            self._entries.move_to_end(key)
            return entry
        topics = tuple(topics)
        return await self._ask_once(key, self._stamp(topics), topics, ask, oldest, keep)

    def drop(self, *topics: str) -> None:
        """Nothing made of `topics` counts any more, nor what is being made of them now."""
        for topic in topics:
            self._changes[topic] = self._changes.get(topic, 0) + 1

    def drop_everything(self) -> None:
        self._everything += 1
        self._entries.clear()

    def _stamp(self, topics: tuple[str, ...]) -> tuple[int, ...]:
        return (self._everything, *(self._changes.get(topic, 0) for topic in topics))

    async def _ask_once(
        self,
        key: Hashable,
        stamp: tuple[int, ...],
        topics: tuple[str, ...],
        ask: Ask,
        oldest: float,
        keep: Callable[[Answer], bool],
    ) -> Entry:
        # Who comes after a change must not get the answer of one who asked before it.
        flight = (key, stamp)
        asking = self._asking.get(flight)
        if asking is None:
            asking = asyncio.ensure_future(self._ask(key, stamp, topics, ask, oldest, keep))
            self._asking[flight] = asking
            asking.add_done_callback(lambda _: self._asking.pop(flight, None))
        return await asyncio.shield(asking)

    async def _ask(
        self,
        key: Hashable,
        stamp: tuple[int, ...],
        topics: tuple[str, ...],
        ask: Ask,
        oldest: float,
        keep: Callable[[Answer], bool],
    ) -> Entry:
        value = await ask()
        kept = self.storing and keep(value) and stamp == self._stamp(topics)
        entry = Entry(value, topics, stamp, time.monotonic() + oldest, kept)
        if kept:
            self._entries[key] = entry
            if len(self._entries) > self._most:
                self._entries.popitem(last=False)
        return entry
