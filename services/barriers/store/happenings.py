"""What happened to barriers, out of the very events that the service tells: no copy is kept."""

from collections.abc import Iterable
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

from contracts.barriers.messages.news import Happening
from contracts.upcasting import newest
from services.barriers.domain.barriers import Barrier

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

AGGREGATE = "barrier"
OLDEST_FIRST = [("aggregate", ASCENDING), ("subject", ASCENDING), ("sequence", ASCENDING)]
LATEST_OF_EACH = 20
"""Of one barrier, so that a busy one keeps the others' news within reach."""


def happenings_of(events: Documents, barrier: Barrier) -> tuple[Happening, ...]:
    """The barrier's whole life, oldest first. `events` is the service's own collection of them."""
    found = events.find({"aggregate": AGGREGATE, "subject": barrier.id}).sort(OLDEST_FIRST)
    return tuple(happening(event, barrier.number, barrier.title) for event in found)


def latest(barriers: Documents, wanted: Document, *, events: str, most: int) -> list[Happening]:
    """The newest happenings of at most `most` of the barriers that `wanted` asks for, the newest
    first. `events` is the name of the collection that they are read from."""
    newest_of_each = [
        {"$match": {"aggregate": AGGREGATE}},
        {"$sort": {"sequence": DESCENDING}},
        {"$limit": LATEST_OF_EACH},
    ]
    found = barriers.aggregate(
        [
            {"$match": wanted},
            {"$sort": {"raised": DESCENDING, "_id": DESCENDING}},
            {"$limit": most},
            {"$project": {"number": True, "title": True}},
            {
                "$lookup": {
                    "from": events,
                    "localField": "_id",
                    "foreignField": "subject",
                    "pipeline": newest_of_each,
                    "as": "events",
                }
            },
        ]
    )
    return newest_first(
        happening(event, each["number"], each["title"])
        for each in found
        for event in each["events"]
    )


def newest_first(happenings: Iterable[Happening]) -> list[Happening]:
    """Of what happened at the same moment, by barrier, so that pages stand still."""
    return sorted(happenings, key=lambda each: (each.at, each.barrier, each.name), reverse=True)


def happening(event: Document, number: str, title: str) -> Happening:
    """An event of the store in its newest version."""
    cls, data = newest(event["type"], event["data"])
    return Happening(event["subject"], number, title, cls.NAME, event["time"], data)
