"""A barrier's history: its own events, and those of what belongs to it."""

from typing import Any

from pymongo import DESCENDING
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from services.barriers.store.links import LINKS
from services.barriers.store.questions import QUESTIONS
from services.barriers.store.releases import RELEASES
from services.barriers.store.workarounds import WORKAROUNDS

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

LATEST_FIRST = (("time", DESCENDING), ("_id", DESCENDING))

UNDER_ITS_ID = ("barrier", "working-group")
"""Aggregates that have the barrier's own id."""

BELONGING: dict[str, tuple[Aggregates[Any], Query]] = {
    "release": (RELEASES, {}),
    "workaround": (WORKAROUNDS, {"hidden": False}),
    "question": (QUESTIONS, {"hidden": False}),
    "barrier-link": (LINKS, {}),
}
"""Aggregates with ids of their own: where they are kept, and which of them are told of."""


def belonging(documents: Documents, barrier: str, shown: Query) -> list[str]:
    found = documents.find({"barrier": barrier, **shown}, {"_id": True})
    return [each["_id"] for each in found]


def events_of(barrier: str, ids: dict[str, list[str]]) -> Query:
    """The query for the events of a barrier, and of the aggregates of each kind with these ids."""
    own: Query = {"aggregate": {"$in": list(UNDER_ITS_ID)}, "subject": barrier}
    others = [{"aggregate": kind, "subject": {"$in": known}} for kind, known in ids.items()]
    return {"$or": [own, *others]}
