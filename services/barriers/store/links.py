"""Links between barriers, and the barriers at their ends."""

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from services.barriers.domain.links import End, Link, NoSuchLink

Documents = Collection[dict[str, Any]]

NEWEST_MADE = (("made", DESCENDING), ("_id", DESCENDING))
MOST_LINKS = 200
"""That are looked at for one step of a graph: beyond them some are left off."""

ENDS = (
    "number",
    "title",
    "stage",
    "facets.kind",
    "merging.gone.into",
    "merging.taken_in.barrier",
    "merging.taken_in.includes",
)

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
    """By the id of each barrier, the one that stands for it in a graph: itself, or the one that
    took it in; and the same by the ids of all that these took in.

    What was told in confidence is in none, not even for those who may see it, lest a drawing that
    is passed on shows it.
    """
    known, wanted = dict[str, dict[str, Any]](), set(ids)
    while wanted:
        found = barriers.find(
            {"_id": {"$in": list(wanted)}, "audience": {"$ne": "sector-body"}},
            dict.fromkeys(ENDS, True),
        )
        known |= {each["_id"]: each for each in found}
        wanted = (
            {into for each in known.values() if (into := into_of(each))} - known.keys() - wanted
        )
    roots = {each: root_of(known, each) for each in known}
    return {
        each: end(root)
        for standing, root in roots.items()
        if root
        for each in (standing, *included(root))
    }


def root_of(known: Mapping[str, dict[str, Any]], barrier: str) -> dict[str, Any] | None:
    """The barrier that stands for another, which it may have come to by several merges."""
    document = known.get(barrier)
    while document is not None and (into := into_of(document)):
        document = known.get(into)
    return document


def into_of(document: dict[str, Any]) -> str | None:
    """The barrier that took it in, if any; those stored before there were merges have no word."""
    gone = document.get("merging", {}).get("gone")
    return gone["into"] if gone else None


def included(document: dict[str, Any]) -> list[str]:
    """All that it took in, and those that these had taken in."""
    taken = document.get("merging", {}).get("taken_in", [])
    return [one for each in taken for one in (each["barrier"], *each["includes"])]


def end(document: dict[str, Any]) -> End:
    return End(
        id=document["_id"],
        number=document["number"],
        title=document["title"],
        kind=document["facets"]["kind"],
        stage=document["stage"],
    )
