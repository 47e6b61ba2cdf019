"""The barriers themselves, and how they are looked for."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pymongo
from pymongo import ASCENDING, TEXT, IndexModel
from pymongo.collection import Collection
from pymongo.errors import ExecutionTimeout, NetworkTimeout

from backbone.aggregates import Aggregates
from contracts.barriers.life import OPEN
from services.barriers.domain import numbers
from services.barriers.domain.barriers import Barrier, NoSuchBarrier
from services.barriers.store import lists

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

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
        *lists.INDEXES,
        IndexModel(
            [("merging.gone.councils", ASCENDING), *lists.NEWEST_FIRST],
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
