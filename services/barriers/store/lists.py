"""Lists of barriers: what narrows them down, their order, and what of each is read for them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from backbone.clock import now
from contracts.barriers.life import OPEN
from contracts.barriers.messages import ListBarriers
from contracts.callers import Caller
from services.barriers.domain import numbers
from services.barriers.domain.barriers import Barrier
from services.barriers.search.words import telling

Query = dict[str, Any]
Holding = Callable[[str], list[str]]
"""The ids of the barriers that hold every word of a text."""
Order = tuple[tuple[str, int], ...]

NEWEST_FIRST: Order = (("raised", DESCENDING), ("_id", DESCENDING))
MOST_SUPPORTED: Order = (("voices", DESCENDING), *NEWEST_FIRST)
BY_DUE: Order = (("case.due", ASCENDING), ("_id", ASCENDING))
ORDERS: dict[str, Order] = {
    "newest": NEWEST_FIRST,
    "most-supported": MOST_SUPPORTED,
    "by-due": BY_DUE,
}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FILTERS = {
    "body": "facets.body",
    "characteristic": "facets.characteristic",
    "from_level": "facets.from_level",
    "stage": "stage",
    "nation": "facets.nation",
    "effect": "facets.effect",
}

PREFIXES: tuple[tuple[str, ...], ...] = (
    (),
    ("facets.kind",),
    ("facets.body",),
    ("facets.characteristic", "facets.from_level"),
    ("stage",),
    ("facets.nation",),
    ("councils",),
    ("law_words",),
    ("case.letters.body",),
)
QUEUES: tuple[tuple[str, ...], ...] = (("stage",), ("case.contact.person",), ("case.body", "stage"))
INDEXES = [
    *(
        IndexModel([*((field, ASCENDING) for field in prefix), *NEWEST_FIRST])
        for prefix in PREFIXES
    ),
    *(IndexModel([*((field, ASCENDING) for field in queue), *BY_DUE]) for queue in QUEUES),
    IndexModel([*MOST_SUPPORTED]),
    # For the clocks that have run out and were not told of, whatever else has run out.
    IndexModel([("case.ran_out", ASCENDING), ("case.due", ASCENDING)]),
]
"""For the filters that narrow most; the others are looked at in what those leave. Orders by support
have one: a list of the most supported is long, or is narrowed to few that are sorted."""


def councils(barrier: Barrier) -> list[str]:
    """Whose own it is: of who raised it and of who supports it."""
    return sorted({barrier.raised_by, *(each.council for each in barrier.supporters)})


def law_words(barrier: Barrier) -> list[str]:
    return [word.stem for word in telling(barrier.facets.law or "")]


FOUND_BY = {
    "voices": lambda barrier: len(barrier.councils),
    "councils": councils,
    "law_words": law_words,
}


def seen_by(caller: Caller) -> Query:
    """Narrows a search to what `seeing.may_see` lets the caller know of."""
    if caller.role == "analyst":
        return {}
    kept: Query = {"audience": "sector-body", "raised_by": {"$ne": caller.council}}
    if caller.body is not None:
        kept["case.letters.body"] = {"$ne": caller.body}
    return {"$nor": [kept]}


def listed(request: ListBarriers, caller: Caller, holding: Holding) -> Query | None:
    """The query for what `request` asks of the list, or None where nothing can match it.

    Who acts for no council has nothing that is `mine`, and who answers for no body nothing that is
    `addressed`.
    """
    if (request.mine and caller.council is None) or (request.addressed and caller.body is None):
        return None
    query = seen_by(caller) | of_the_case(request, caller) | of_the_facets(request)
    if request.addressed:
        query["case.letters.body"] = caller.body
    if request.mine:
        query["councils"] = caller.council
    if request.search is not None:
        found = searched(request.search, holding)
        if found is None:
            return None
        query |= found
    if "number" not in query:
        # One that was merged is stood for by the other; its number still leads there.
        query.setdefault("stage", {"$ne": "merged"})
    return query


def of_the_facets(request: ListBarriers) -> Query:
    """What `request` asks of how a barrier is described."""
    query: Query = {
        path: value
        for name, path in FILTERS.items()
        if (value := getattr(request, name)) is not None
    }
    if request.kind:
        query["facets.kind"] = {"$in": list(request.kind)}
    if request.law is not None:
        query["law_words"] = {"$all": [word.stem for word in telling(request.law)]}
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
    if request.order == "by-due" or request.overdue:
        # A merged one keeps its day, for the time after it is parted again.
        query.setdefault("stage", {"$in": list(OPEN)})
        query["case.due"] = {"$lt": now()} if request.overdue else {"$gt": LONG_AGO}
    return query


def searched(search: str, holding: Holding) -> Query | None:
    """A tracking number finds its barrier; words find those that hold each of them."""
    try:
        return {"number": numbers.read(search)}
    except numbers.Mistyped:
        ids = holding(search)
    return {"_id": {"$in": ids}} if ids else None


def shown(caller: Caller) -> dict[str, Any]:
    """The fields of a `BarrierSummary`, and those of every order: neither the story, nor hundreds
    of supporters, of whom MongoDB tells only whether the caller's council is one."""
    plain = ("number", "title", "facets", "stage", "raised", "audience", "voices", "case.due")
    is_open = {"$in": ["$stage", list(OPEN)]}
    return {
        **dict.fromkeys(plain, True),
        "supporters": "$voices",
        "supported": {"$in": [caller.council, "$supporters.council"]},
        "due": {"$cond": [is_open, "$case.due", None]},
        "overdue": {"$and": [is_open, {"$gt": ["$case.due", None]}, {"$lt": ["$case.due", now()]}]},
        "contact": "$case.contact.name",
        "with_body": {"$cond": [{"$eq": ["$stage", "with-body"]}, "$case.body", None]},
        "facts_wanted": {"$gt": ["$case.facts_asked", None]},
    }
