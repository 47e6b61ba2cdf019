"""What happened to barriers, out of the very events that the service tells: no copy is kept."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from pymongo import DESCENDING, collection

from contracts.barriers.messages.news import Happening
from contracts.upcasting import newest

Documents = collection.Collection[dict[str, Any]]
Document = dict[str, Any]

AGGREGATE = "barrier"
AGREED = {"$and": ["$$this.named", {"$eq": [{"$ifNull": ["$$this.origin", None]}, None]}]}
KNOWN = {
    "$map": {"input": {"$filter": {"input": "$supporters", "cond": AGREED}}, "in": "$$this.council"}
}
"""As `Supporter.known`: the councils that have agreed to be named, where they gave their voice."""

LATEST_OF_EACH = 20
"""Of one barrier, so that a busy one keeps the others' news within reach."""


def latest(barriers: Documents, wanted: Document, *, events: str, most: int) -> list[Happening]:
    """The newest happenings of at most `most` of the barriers that `wanted` asks for, the newest
    first. `events` is the name of the collection that they are read from.

    A council that has taken back its consent since is named in none of them.
    """
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
            {"$project": {"number": True, "title": True, "known": KNOWN}},
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
        unless_known(happening(event, each["number"], each["title"]), each["known"])
        for each in found
        for event in each["events"]
    )


def unless_known(happening: Happening, known: Collection[str]) -> Happening:
    """Without the council that the event names, unless it is among those `known` today."""
    if happening.data.get("council") in (None, *known):
        return happening
    return replace(happening, data={**happening.data, "council": None})


def newest_first(happenings: Iterable[Happening]) -> list[Happening]:
    """Of what happened at the same moment, by barrier, so that pages stand still."""
    return sorted(happenings, key=lambda each: (each.at, each.barrier, each.name), reverse=True)


def happening(event: Document, number: str, title: str) -> Happening:
    """An event of the store in its newest version, with the title that the barrier has today: words
    may have been taken out of it since."""
    cls, data = newest(event["type"], event["data"])
    if cls.AGGREGATE == AGGREGATE and "title" in data:
        data = {**data, "title": title}
    return Happening(event["subject"], number, title, cls.NAME, event["time"], data)
