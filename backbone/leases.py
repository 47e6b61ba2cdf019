"""A lease lets one process at a time do what must not be done by two.

Time is the database server's, so that the clocks of processes do not matter. Each taking of a lease
gets a higher fence than every one before; a write that names its fence fails once another holds the
lease (Kleppmann, *Designing Data-Intensive Applications*, 2017, chapter 8).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo import ReturnDocument

from backbone.database import LEASES, Records

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class LeaseLost(Exception):
    """Another process holds the lease now: stop what was done under it."""


@dataclass(frozen=True)
class Lease:
    name: str
    holder: str
    fence: int


def take(records: Records, name: str, holder: str, *, seconds: float) -> Lease | None:
    """Takes a lease that is free, or renews one's own; None while another process holds it."""
    free_or_mine = {
        "$or": [
            {"holder": holder},
            {"$expr": {"$lt": ["$until", "$$NOW"]}},
        ]
    }
    mine = {"$eq": ["$holder", holder]}
    held: dict[str, Any] = {
        "holder": holder,
        "until": {"$add": ["$$NOW", int(seconds * 1000)]},
        "fence": {"$cond": [mine, "$fence", {"$add": ["$fence", 1]}]},
    }
    document = records[LEASES.collection].find_one_and_update(
        {"_id": name, **free_or_mine}, [{"$set": held}], return_document=ReturnDocument.AFTER
    )
    return Lease(name, holder, document["fence"]) if document else None


def introduce(records: Records, name: str) -> None:
    """Makes a lease that nobody holds yet, where there is none of that name."""
    records[LEASES.collection].update_one(
        {"_id": name},
        {"$setOnInsert": {"holder": None, "fence": 0, "until": LONG_AGO}},
        upsert=True,
    )


def release(records: Records, lease: Lease) -> None:
    """Frees the lease at once, so that the next process need not wait for its end."""
    records[LEASES.collection].update_one(
        {"_id": lease.name, "holder": lease.holder, "fence": lease.fence},
        [{"$set": {"until": {"$subtract": ["$$NOW", 1]}, "holder": None}}],
    )


def held_by(records: Records, name: str, holder: str) -> bool:
    """Whether `holder` has the lease at this moment."""
    held = {"_id": name, "holder": holder, "$expr": {"$gte": ["$until", "$$NOW"]}}
    return records[LEASES.collection].find_one(held) is not None


def is_due(records: Records, lease: Lease) -> bool:
    """Whether the work under the lease was never done, or was put off until a moment now past."""
    due = {"$lte": [{"$ifNull": ["$due", LONG_AGO]}, "$$NOW"]}
    held = {"_id": lease.name, "fence": lease.fence, "$expr": due}
    return records[LEASES.collection].find_one(held) is not None


def put_off(records: Records, lease: Lease, *, seconds: float) -> None:
    """Says when the work under the lease is due again."""
    records[LEASES.collection].update_one(
        {"_id": lease.name, "fence": lease.fence},
        [{"$set": {"due": {"$add": ["$$NOW", int(seconds * 1000)]}}}],
    )
