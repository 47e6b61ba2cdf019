"""Barrier events put into the outbox of barriers at a rate, as its commands would have."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid4

from pymongo import MongoClient

from backbone.clock import now
from backbone.outbox import records_of
from contracts.barriers.events import BarrierSupportChanged

OF_EACH = 10
STEP_SECONDS = 0.02
SETTLE_SECONDS = 60.0

Store = Any
"""The database of barriers."""


@dataclass(frozen=True)
class Fed:
    """When each position's event was committed, in seconds since the epoch."""

    stored: dict[int, float]

    @property
    def last(self) -> int:
        return max(self.stored)

    @property
    def rate(self) -> float:
        """Events/s as they were really stored."""
        moments = self.stored.values()
        return len(self.stored) / (max(moments) - min(moments))


def feed(store: Store, rate: float, seconds: float) -> Fed:
    """Stores so many events a second, whatever becomes of them."""
    stored: dict[str, float] = {}
    events, began, owed = records(), time.time(), 0.0
    for step in range(int(seconds / STEP_SECONDS)):
        time.sleep(max(0.0, began + step * STEP_SECONDS - time.time()))
        owed += rate * STEP_SECONDS
        some = list(islice(events, int(owed)))
        owed -= len(some)
        store["events"].insert_many(some)
        moment = time.time()
        stored |= {each["_id"]: moment for each in some}
    return Fed({position: stored[name] for name, position in placed(store, stored)})


def placed(store: Store, stored: dict[str, float]) -> Iterator[tuple[str, int]]:
    """The positions that the relay gave. Raises TimeoutError where it gives none."""
    until = time.monotonic() + SETTLE_SECONDS
    while store["events"].find_one({"unplaced": True}):
        if time.monotonic() > until:
            raise TimeoutError("the relay did not get through")
        time.sleep(STEP_SECONDS)
    for each in store["events"].find({}, {"position": 1}):
        if each["_id"] in stored:
            yield each["_id"], each["position"]


def records() -> Iterator[dict[str, Any]]:
    """Of barriers with ten events each. Of a kind that no service of ours follows: what reports and
    mails make of events is measured elsewhere."""
    while True:
        barrier, at = str(uuid4()), now()
        yield from records_of([changed(barrier, at)] * OF_EACH, after=0)


def changed(barrier: str, at: datetime) -> BarrierSupportChanged:
    return BarrierSupportChanged(barrier, "S0001", 7, at)


def store_of(url: str) -> Store:
    return MongoClient[dict[str, Any]](url, tz_aware=True, w="majority").get_default_database()
