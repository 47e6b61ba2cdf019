"""How many may wait for events at a time: in all, and each person or key."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from contracts.errors import TooManyRequests, Unavailable

EACH = 20
"""Streams and long polls of one person or key at a time: a request that only reads needs none."""


class NoSeat(Unavailable):
    code = "too-many-systems"
    message = "Too many systems are listening here. Come back with your cursor: nothing is lost."


class TooManyAtOnce(TooManyRequests):
    code = "too-many-at-once"
    message = (
        f"You have {EACH} streams and waiting requests open, which is as many as one may have. "
        "End one of them, or let one do for several kinds of events."
    )


class Seats:
    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    @property
    def occupied(self) -> int:
        return self._taken.total()

    @contextmanager
    def taken(self, person: str) -> Iterator[None]:
        """A seat for the length of the block.

        Raises:
            NoSeat, TooManyAtOnce: there is none for that person.
        """
        if self.occupied >= self._most:
            raise NoSeat
        if self._taken[person] >= EACH:
            raise TooManyAtOnce(details={"retry_after": 5})
        self._taken[person] += 1
        try:
            yield
        finally:
            self._taken[person] -= 1
            if not self._taken[person]:
                del self._taken[person]
