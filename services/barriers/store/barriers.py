"""The barriers themselves, and how they are looked for."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from contracts.barriers.life import OPEN
from services.barriers.domain import numbers
from services.barriers.domain.barriers import Barrier, NoSuchBarrier
from services.barriers.store import lists

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

BARRIERS = Aggregates(
    "barriers",
    Barrier,
    key="id",
    missing=NoSuchBarrier,
    indexes=[
        IndexModel([("number", ASCENDING)], unique=True),
        *lists.INDEXES,
        IndexModel(
            [("merging.gone.councils", ASCENDING), *lists.NEWEST_FIRST],
            partialFilterExpression={"merging.gone.councils": {"$exists": True}},
        ),
    ],
    found_by=lists.FOUND_BY,
)


def id_of(barriers: Documents, id_or_number: str) -> str:
    """The id of the barrier that somebody names by its id or its tracking number.

    Raises:
        NoSuchBarrier: no barrier has this number.
        Mistyped: it is neither an id nor a number.
    """
    if UUID.fullmatch(id_or_number.lower()):
        return id_or_number.lower()
    found = barriers.find_one({"number": numbers.read(id_or_number)}, {"_id": True})
    if found is None:
        raise NoSuchBarrier
    return str(found["_id"])


def run_out(barriers: Documents, at: datetime, limit: int) -> list[str]:
    """The ids of barriers whose day has passed and was not told of, the earliest first."""
    query = {"stage": {"$in": list(OPEN)}, "case.ran_out": None, "case.due": {"$lt": at}}
    found = barriers.find(query, {"_id": True}).sort(lists.BY_DUE[:1]).limit(limit)
    return [str(document["_id"]) for document in found]


def run_out_soon(barriers: Documents, at: datetime, until: datetime, limit: int) -> list[str]:
    """The ids of barriers whose day comes by `until` and was not told of, the earliest first."""
    near = {"$gte": at, "$lte": until}
    untold = {"case.ran_out": None, "case.warned": None}
    query = {"stage": {"$in": list(OPEN)}, **untold, "case.due": near}
    found = barriers.find(query, {"_id": True}).sort(lists.BY_DUE[:1]).limit(limit)
    return [str(document["_id"]) for document in found]


def in_order(barriers: Documents, ids: Sequence[str], seen: Query) -> list[Barrier]:
    """Those of `ids` that are `seen`, in their order."""
    found = {each["_id"]: each for each in barriers.find({**seen, "_id": {"$in": ids}})}
    return [BARRIERS.state(found[key]) for key in ids if key in found]
