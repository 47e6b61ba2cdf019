"""What barriers released, one record for each council and measure."""

from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from contracts.barriers.words import Measure
from services.barriers.domain.releases import NothingRecorded, Release

Documents = Collection[dict[str, Any]]

OF_A_COUNCIL = [("barrier", ASCENDING), ("council", ASCENDING), ("measure", ASCENDING)]

RELEASES = Aggregates(
    "releases",
    Release,
    key="id",
    missing=NothingRecorded,
    # An id of its own, for events tell it, and one made of these would tell the council.
    indexes=[IndexModel(OF_A_COUNCIL, unique=True)],
)


def release_of(releases: Documents, barrier: str, council: str, measure: Measure) -> str | None:
    """The id of the record of a council and a measure, where there is one."""
    wanted = {"barrier": barrier, "council": council, "measure": measure}
    found = releases.find_one(wanted, {"_id": True})
    return found["_id"] if found else None


def releases_of(releases: Documents, barrier: str) -> list[tuple[Release, int]]:
    """All records of a barrier with their versions, in the order in which they were first made:
    ids grow with time."""
    found = releases.find({"barrier": barrier}).sort("_id", ASCENDING)
    return [(RELEASES.state(document), document["version"]) for document in found]
