"""The barriers themselves, and how they are looked for."""

import re
from collections.abc import Iterable
from typing import Any

import pymongo
from pymongo import ASCENDING, DESCENDING, TEXT, IndexModel
from pymongo.collection import Collection
from pymongo.errors import ExecutionTimeout, NetworkTimeout

from backbone.aggregates import Aggregates
from contracts.barriers.messages import ListBarriers
from contracts.callers import Caller
from services.barriers.domain import likeness, numbers
from services.barriers.domain.barriers import Barrier, NoSuchBarrier

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

NEWEST_FIRST = (("raised", DESCENDING), ("_id", DESCENDING))
FILTERS = {
    "kind": "facets.kind",
    "body": "facets.body",
    "characteristic": "facets.characteristic",
    "from_level": "facets.from_level",
    "stage": "stage",
}
CANDIDATES = 40
SEARCH_SECONDS = 0.8
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
        IndexModel(
            [("merging.gone.councils", ASCENDING), *NEWEST_FIRST],
            partialFilterExpression={"merging.gone.councils": {"$exists": True}},
        ),
        # No field of a barrier may be taken for the language of its text.
        IndexModel(
            [("title", TEXT), ("story", TEXT)],
            weights={"title": 3, "story": 1},
            default_language="english",
            language_override="language_of_no_barrier",
        ),
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


def listed(request: ListBarriers, caller: Caller) -> Query | None:
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
        found = searched(request.search)
        return None if found is None else query | found
    return query


def searched(search: str) -> Query | None:
    """A tracking number finds its barrier; words find those that hold each of them."""
    try:
        return {"number": numbers.read(search)}
    except numbers.Mistyped:
        words = likeness.words(search)
    return {"$text": {"$search": " ".join(f'"{word}"' for word in words)}} if words else None


def candidates(barriers: Documents, words: Iterable[str], seen: Query) -> list[Barrier]:
    """Up to `CANDIDATES` of the barriers `seen` that hold some of the words, the likeliest first.

    None at all where the search takes too long: it is a hint while somebody types.
    """
    score = {"$meta": "textScore"}
    found = barriers.find({**seen, "$text": {"$search": " ".join(words)}}, {"score": score})
    try:
        # Of this and the caller's deadline, the earlier holds.
        with pymongo.timeout(SEARCH_SECONDS):
            documents = list(found.sort([("score", score)]).limit(CANDIDATES))
    except (ExecutionTimeout, NetworkTimeout):
        return []
    return [BARRIERS.state(document) for document in documents]
