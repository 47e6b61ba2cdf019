"""Links between barriers, and the barriers at their ends."""

from collections.abc import Iterable
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from services.barriers.domain.links import End, Link, NoSuchLink

Documents = Collection[dict[str, Any]]

NEWEST_MADE = (("made", DESCENDING), ("_id", DESCENDING))
MOST_LINKS = 200
"""That are looked at for one step of a graph: beyond them some are left off."""

ENDS = ("number", "title", "stage", "facets.kind")

LINKS = Aggregates(
    "barrier-links",
    Link,
    key="id",
    missing=NoSuchLink,
    indexes=[
        IndexModel([("barrier", ASCENDING), ("removed", ASCENDING), *NEWEST_MADE]),
        IndexModel([("feeds", ASCENDING), ("removed", ASCENDING), *NEWEST_MADE]),
        IndexModel([("kinds", ASCENDING), ("removed", ASCENDING), *NEWEST_MADE]),
        IndexModel([("removed", ASCENDING), *NEWEST_MADE]),
    ],
)


def touching(barriers: Iterable[str]) -> dict[str, Any]:
    """Links at either end of some barriers."""
    ids = list(barriers)
    return {"removed": False, "$or": [{"barrier": {"$in": ids}}, {"feeds": {"$in": ids}}]}


def among(barriers: Iterable[str]) -> dict[str, Any]:
    """Links between two of some barriers."""
    ids = list(barriers)
    return {"removed": False, "barrier": {"$in": ids}, "feeds": {"$in": ids}}


def of_kind(kind: str | None) -> dict[str, Any]:
    return {"removed": False} | ({} if kind is None else {"kinds": kind})


def first_made(links: Documents, query: dict[str, Any]) -> list[Link]:
    """The oldest `MOST_LINKS` of them."""
    oldest = [("made", ASCENDING), ("_id", ASCENDING)]
    return [LINKS.state(each) for each in links.find(query).sort(oldest).limit(MOST_LINKS)]


def ends(barriers: Documents, ids: Iterable[str]) -> dict[str, End]:
    """Barriers of a graph by id. What was told in confidence is in none, not even for those who may
    see it, lest a drawing that is passed on shows it."""
    wanted = {"_id": {"$in": list(ids)}, "audience": {"$ne": "sector-body"}}
    return {each["_id"]: end(each) for each in barriers.find(wanted, dict.fromkeys(ENDS, True))}


def end(document: dict[str, Any]) -> End:
    return End(
        id=document["_id"],
        number=document["number"],
        title=document["title"],
        kind=document["facets"]["kind"],
        stage=document["stage"],
    )
