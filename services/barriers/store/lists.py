"""Lists of barriers: what narrows them down, their order, and what of each is read for them."""

from collections.abc import Callable
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

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
ORDERS: dict[str, Order] = {"newest": NEWEST_FIRST, "most-supported": MOST_SUPPORTED}
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
    ("councils",),
    ("law_words",),
)
INDEXES = [
    *(
        IndexModel([*((field, ASCENDING) for field in prefix), *NEWEST_FIRST])
        for prefix in PREFIXES
    ),
    IndexModel([*MOST_SUPPORTED]),
]
"""For the filters that narrow most; the others are looked at in what those leave. Orders by support
have one: a list of the most supported is long, or is narrowed to few that are sorted."""


def councils(barrier: Barrier) -> list[str]:
    """Whose own it is: of who raised it and of who supports it."""
    return sorted({barrier.raised_by, *(each.council for each in barrier.supporters)})


def law_words(barrier: Barrier) -> list[str]:
    return [word.stem for word in telling(barrier.facets.law or "")]


FOUND_BY = {
    "voices": lambda barrier: len(barrier.supporters),
    "councils": councils,
    "law_words": law_words,
}


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
    if request.kind:
        query["facets.kind"] = {"$in": list(request.kind)}
    if request.law is not None:
        query["law_words"] = {"$all": [word.stem for word in telling(request.law)]}
    if request.mine:
        if caller.council is None:
            return None
        query["councils"] = caller.council
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


def shown(caller: Caller) -> dict[str, Any]:
    """The fields of a `BarrierSummary`, and those of every order: neither the story, nor hundreds
    of supporters, of whom MongoDB tells only whether the caller's council is one."""
    plain = ("number", "title", "facets", "stage", "raised", "voices")
    return {
        **dict.fromkeys(plain, True),
        "supporters": "$voices",
        "supported": {"$in": [caller.council, "$supporters.council"]},
    }
