"""Turns among the instances of a service that get in each other's way.

Batches with events of the same aggregates collide in the database, and who loses has worked for
nothing. For a while after a collision all instances go one after the other: those that won as well,
or the longer of two transactions, which does the work, would lose to the shorter time and again. No
guarantee hangs on it: whoever acts without a turn, or past its end, collides and begins anew.

Who waits is written down as the next one. Else the instance that has just had its turn would have
the following one too, while later events pile up behind those that another holds in hand.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from backbone import leases
from backbone.database import LEASES, Records
from backbone.identifiers import new_id

NAME = "subscription"
TURN_SECONDS = 2.0
"""After which a killed instance's turn is another's."""

NEXT_SECONDS = 0.5
"""After which its place as the next one is."""

WARY_SECONDS = 1.0
LOOK_SECONDS = 0.004
WAIT_SECONDS = 5.0


class Turns:
    """One instance's view of them."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._turns = records[LEASES.collection]
        self._me = new_id()
        self._wary_until = 0.0

    def needed(self) -> bool:
        """Whether this instance has collided a short while ago, or another one has a turn."""
        if time.monotonic() >= self._wary_until and self._another_has_one():
            self.collided()
        return time.monotonic() < self._wary_until

    def collided(self) -> None:
        if not self._wary_until:
            leases.introduce(self._records, NAME)
        self._wary_until = time.monotonic() + WARY_SECONDS

    @contextmanager
    def mine(self) -> Iterator[None]:
        """A turn for the length of the block; without one where it does not come in time."""
        taken = self._wait()
        try:
            yield
        finally:
            if taken:
                self._set({"holder": self._me}, {"holder": None, "until": leases.LONG_AGO})

    def _another_has_one(self) -> bool:
        free = [is_past("until"), is_past("next_until")]
        return self._turns.find_one({"_id": NAME, "$nor": [{"$and": free}]}, {"_id": 1}) is not None

    def _wait(self) -> bool:
        until, queued = time.monotonic() + WAIT_SECONDS, 0.0
        while time.monotonic() < until:
            if self._take():
                return True
            self.collided()
            if time.monotonic() >= queued:
                self._set(
                    is_past("next_until"), {"next": self._me, "next_until": later(NEXT_SECONDS)}
                )
                queued = time.monotonic() + NEXT_SECONDS / 10
            time.sleep(random.uniform(0, 2 * LOOK_SECONDS))  # noqa: S311
        return False

    def _take(self) -> bool:
        nobody_before = {"$or": [{"next": self._me}, is_past("next_until")]}
        free = {"$and": [is_past("until"), nobody_before]}
        mine = {"holder": self._me, "until": later(TURN_SECONDS), "next_until": leases.LONG_AGO}
        return self._set(free, mine)

    def _set(self, where: dict[str, Any], fields: dict[str, Any]) -> bool:
        result = self._turns.update_one({"_id": NAME, **where}, [{"$set": fields}])
        return bool(result.matched_count)


def is_past(moment: str) -> dict[str, Any]:
    """By the server's clock. One that was never set is past."""
    return {"$expr": {"$lt": [{"$ifNull": [f"${moment}", leases.LONG_AGO]}, "$$NOW"]}}


def later(seconds: float) -> dict[str, Any]:
    return {"$add": ["$$NOW", int(seconds * 1000)]}
