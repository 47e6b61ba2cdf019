"""Workarounds, and which of them are listed."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from backbone.aggregates import Aggregates
from contracts.callers import Caller
from services.barriers.domain.workarounds import NoSuchWorkaround, Workaround

MOST_WORKED = (("worked_for", DESCENDING), ("_id", ASCENDING))

WORKAROUNDS = Aggregates(
    "workarounds",
    Workaround,
    key="id",
    missing=NoSuchWorkaround,
    indexes=[IndexModel([("barrier", ASCENDING), ("withdrawn", ASCENDING), *MOST_WORKED])],
)


def workarounds_of(barriers: list[str], caller: Caller) -> dict[str, Any]:
    """Those of some barriers that `caller` may see."""
    return {"barrier": {"$in": barriers}, "withdrawn": False, **unhidden(caller, "offered_by")}


def unhidden(caller: Caller, writer: str) -> dict[str, Any]:
    """What is hidden is for analysts and for the council in the field `writer`."""
    if caller.role == "analyst":
        return {}
    if caller.council is None:
        return {"hidden": False}
    return {"$or": [{"hidden": False}, {writer: caller.council}]}
