"""Working groups, by the id of their barrier."""

from typing import Any

from pymongo.collection import Collection

from backbone.aggregates import Aggregates, Versioned
from services.barriers.domain.groups import Group, NoSuchGroup

GROUPS = Aggregates("working-groups", Group, key="id", missing=NoSuchGroup)


def groups_of(
    groups: Collection[dict[str, Any]], barriers: list[str], notes: int
) -> list[Versioned[Group]]:
    """The groups of some barriers in their order, each with the last few `notes`."""
    found = groups.find({"_id": {"$in": barriers}}, {"notes": {"$slice": -notes}})
    by_barrier = {document["_id"]: GROUPS.versioned(document) for document in found}
    return [by_barrier[each] for each in barriers if each in by_barrier]
