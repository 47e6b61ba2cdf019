"""Which barriers a council watches or has stopped watching, and up to when people read the news.

Records of the service's own: who watches what is nobody else's business, and no event tells of it.
Who raised or supports a barrier watches it without a record.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import ReadModel
from services.barriers.domain.barriers import Barrier

Documents = Collection[dict[str, Any]]

WATCHES = ReadModel(
    "watches",
    indexes=[IndexModel([("council", ASCENDING), ("watching", ASCENDING)]), IndexModel("barrier")],
)
LOOKS = ReadModel("looks")
"""By person: when they said that they had read the news."""


def set_watching(
    watches: Documents, barrier: str, council: str, *, watching: bool, at: datetime
) -> Callable[[ClientSession], None]:
    """What writes it, in a transaction."""
    document = {"barrier": barrier, "council": council, "watching": watching, "at": at}

    def write(session: ClientSession) -> None:
        watches.replace_one({"_id": f"{barrier}:{council}"}, document, upsert=True, session=session)

    return write


def is_watching(watches: Documents, barrier: Barrier, council: str) -> bool:
    """By its record, or because it meets the barrier, raised it or was moved away from it."""
    said = watches.find_one({"_id": f"{barrier.id}:{council}"}, {"watching": True})
    if said:
        return bool(said["watching"])
    gone = barrier.merging.gone
    return (
        council == barrier.raised_by
        or council in barrier.councils
        or (gone is not None and council in gone.councils)
    )


def said_of(watches: Documents, barriers: list[str]) -> dict[str, dict[str, bool]]:
    """What councils said of watching some barriers, by barrier and council."""
    said: dict[str, dict[str, bool]] = {}
    for each in watches.find({"barrier": {"$in": barriers}}):
        said.setdefault(each["barrier"], {})[each["council"]] = bool(each["watching"])
    return said


def watched_by(watches: Documents, council: str) -> dict[str, Any]:
    """The query for the barriers that the council hears of."""
    found = list(watches.find({"council": council}, {"barrier": True, "watching": True}))
    watched = [each["barrier"] for each in found if each["watching"]]
    stopped = [each["barrier"] for each in found if not each["watching"]]
    any_of = [
        {"councils": council},
        {"merging.gone.councils": council},
        *([{"_id": {"$in": watched}}] if watched else []),
    ]
    return {"$and": [{"$or": any_of}, *([{"_id": {"$nin": stopped}}] if stopped else [])]}


def looked(looks: Documents, person: str) -> datetime | None:
    found = looks.find_one({"_id": person})
    return found["at"] if found else None


def look(looks: Documents, person: str, at: datetime) -> Callable[[ClientSession], None]:
    def write(session: ClientSession) -> None:
        looks.update_one({"_id": person}, {"$max": {"at": at}}, upsert=True, session=session)

    return write
