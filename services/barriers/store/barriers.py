"""The barriers themselves, and how they are looked for."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from contracts.barriers.messages import ListBarriers
from contracts.callers import Caller
from services.barriers.domain import numbers
from services.barriers.domain.barriers import Barrier, NoSuchBarrier

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]
Holding = Callable[[str], list[str]]
"""The ids of the barriers that hold every word of a text."""

NEWEST_FIRST = (("raised", DESCENDING), ("_id", DESCENDING))
FILTERS = {
    "kind": "facets.kind",
    "body": "facets.body",
    "characteristic": "facets.characteristic",
    "from_level": "facets.from_level",
    "stage": "stage",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

BARRIERS = Aggregates(
    "barriers",
    Barrier,
    key="id",
    missing=NoSuchBarrier,
    indexes=[
        IndexModel([("number", ASCENDING)], unique=True),
        IndexModel([*NEWEST_FIRST]),
        IndexModel([("facets.kind", ASCENDING), *NEWEST_FIRST]),
        IndexModel([("facets.body", ASCENDING), *NEWEST_FIRST]),
        IndexModel(
            [
                ("facets.characteristic", ASCENDING),
                ("facets.from_level", ASCENDING),
                *NEWEST_FIRST,
            ]
        ),
        IndexModel([("raised_by", ASCENDING), *NEWEST_FIRST]),
        IndexModel([("supporters.council", ASCENDING), *NEWEST_FIRST]),
    ],
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


def seen_by(caller: Caller) -> Query:
    """Narrows a search to what `seeing.may_see` lets the caller know of."""
    if caller.role == "analyst":
        return {}
    return {"$nor": [{"audience": "sector-body", "raised_by": {"$ne": caller.council}}]}


def listed(request: ListBarriers, caller: Caller, holding: Holding) -> Query | None:
    """The query for what `request` asks of the list, or None where nothing can match it.

    Who acts for no council has nothing that is `mine`.
    """
    query: Query = seen_by(caller) | {
        path: value
        for name, path in FILTERS.items()
        if (value := getattr(request, name)) is not None
    }
    if request.mine:
        if caller.council is None:
            return None
        query["$or"] = [{"raised_by": caller.council}, {"supporters.council": caller.council}]
    if request.search is not None:
        found = searched(request.search, holding)
        return None if found is None else query | found
    return query


def searched(search: str, holding: Holding) -> Query | None:
    """A tracking number finds its barrier; words find those that hold each of them."""
    try:
        return {"number": numbers.read(search)}
    except numbers.Mistyped:
        ids = holding(search)
    return {"_id": {"$in": ids}} if ids else None


def in_order(barriers: Documents, ids: Sequence[str], seen: Query) -> list[Barrier]:
    """Those of `ids` that are `seen`, in their order."""
    found = {each["_id"]: each for each in barriers.find({**seen, "_id": {"$in": ids}})}
    return [BARRIERS.state(found[key]) for key in ids if key in found]
