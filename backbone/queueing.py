"""Who wants to change the same aggregate waits for whoever is at it, within a process.

Without that, all of them decide on the same version, one is stored and the others begin again: the
more there are, the more of the work is done in vain, until some run out of patience. Another
instance may still come between; then it is decided anew, by few instead of by all.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, str]
"""A collection's name and an aggregate's id."""


@dataclass
class Place:
    """`wanted` counts those who have it or wait for it."""

    lock: Any = field(default_factory=threading.Lock)
    wanted: int = 0


class Queues:
    """A queue for each aggregate that somebody is changing, and none for all others."""

    def __init__(self) -> None:
        self._places: dict[Key, Place] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, collection: str, ids: Sequence[str], *, seconds: float) -> Iterator[None]:
        """Waits for the turn at each of the aggregates, in the order of their ids, so that two who
        want the same ones never wait for each other.

        After `seconds` at one of them it goes on without: the turn spares work, and nothing more.
        """
        with ExitStack() as stack:
            for each in sorted(set(ids)):
                stack.enter_context(self._at((collection, each), seconds))
            yield

    @property
    def waited_for(self) -> int:
        """How many aggregates anybody is at."""
        return len(self._places)

    @contextmanager
    def _at(self, key: Key, seconds: float) -> Iterator[None]:
        with self._guard:
            place = self._places.setdefault(key, Place())
            place.wanted += 1
        mine = place.lock.acquire(timeout=seconds)
        try:
            yield
        finally:
            if mine:
                place.lock.release()
            with self._guard:
                place.wanted -= 1
                if not place.wanted:
                    del self._places[key]
