"""The barriers themselves, and how they are looked for."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pymongo
from pymongo import ASCENDING, DESCENDING, TEXT, IndexModel
from pymongo.collection import Collection
from pymongo.errors import ExecutionTimeout, NetworkTimeout

from backbone.aggregates import Aggregates
from backbone.clock import now
from contracts.barriers.life import OPEN
from contracts.barriers.messages import ListBarriers
from contracts.callers import Caller
from services.barriers.domain import likeness, numbers
from services.barriers.domain.barriers import Barrier, NoSuchBarrier

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

NEWEST_FIRST = (("raised", DESCENDING), ("_id", DESCENDING))
BY_DUE = (("case.due", ASCENDING), ("_id", ASCENDING))
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
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
        IndexModel([("stage", ASCENDING), *BY_DUE]),
        IndexModel([("case.contact.person", ASCENDING), *BY_DUE]),
        IndexModel([("case.body", ASCENDING), ("stage", ASCENDING), *BY_DUE]),
        IndexModel([("case.letters.body", ASCENDING), *NEWEST_FIRST]),
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
    kept: Query = {"audience": "sector-body", "raised_by": {"$ne": caller.council}}
    if caller.body is not None:
        kept["case.letters.body"] = {"$ne": caller.body}
    return {"$nor": [kept]}


def listed(request: ListBarriers, caller: Caller) -> Query | None:
    """The query for what `request` asks of the list, or None where nothing can match it.

    Who acts for no council has nothing that is `mine`.
    """
    query: Query = seen_by(caller) | {
        path: value
        for name, path in FILTERS.items()
        if (value := getattr(request, name)) is not None
    }
    query = of_the_case(request, caller) | query
    if request.addressed:
        if caller.body is None:
            return None
        query["case.letters.body"] = caller.body
    if request.mine:
        if caller.council is None:
            return None
        query["$or"] = [{"raised_by": caller.council}, {"supporters.council": caller.council}]
    if request.search is not None:
        found = searched(request.search)
        return None if found is None else query | found
    return query


def of_the_case(request: ListBarriers, caller: Caller) -> Query:
    """What `request` asks of the work on barriers."""
    query: Query = {}
    if request.with_body is not None:
        query |= {"case.body": request.with_body, "stage": "with-body"}
    if request.assigned_to_me:
        query["case.contact.person"] = caller.person
    if request.unassigned:
        query |= {"case.contact": None, "stage": {"$in": list(OPEN)}}
    if request.by_due or request.overdue:
        # A merged one keeps its day, for the time after it is parted again.
        query.setdefault("stage", {"$in": list(OPEN)})
        query["case.due"] = {"$lt": now()} if request.overdue else {"$gt": LONG_AGO}
    return query


def run_out(barriers: Documents, at: datetime, limit: int) -> list[str]:
    """The ids of barriers whose day has passed and was not told of, the earliest first."""
    query = {"stage": {"$in": list(OPEN)}, "case.ran_out": None, "case.due": {"$lt": at}}
    found = barriers.find(query, {"_id": True}).sort(BY_DUE[:1]).limit(limit)
    return [str(document["_id"]) for document in found]


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
