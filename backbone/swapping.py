"""How rebuilt read models take the place of the live ones, while subscriptions are at work.

A document in `progress`, which every transaction of a subscription reads first anyway, says that a
swap is under way. While it says `paused`, nothing more takes effect, so that the rebuild can come
to the end of the feeds; where its time runs out, whoever meets it takes it away, and all is as
before. Once it says `swapping`, the renames are sure to happen: whoever meets it completes them.

`progress` is renamed first. A transaction that began before writes the old one, so it is over by
then or fails, and meets the document when it is tried again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.errors import OperationFailure, PyMongoError

from backbone.beside import Beside, name_beside
from backbone.database import LEASES, PROGRESS, Records
from backbone.leases import Lease, LeaseLost
from backbone.logs import logger
from backbone.transactions import transact

log = logger(__name__)

LEASE_NAME = "rebuild"
NOTE = "swap"
"""The id of the document; the keys of aggregates have colons in them."""

PAUSED_SECONDS = 15.0

STAMP: dict[str, Any] = {
    "$unionWith": {
        "coll": LEASES.collection,
        "pipeline": [
            {"$match": {"_id": LEASE_NAME}},
            {"$project": {"stamp": {"$ifNull": ["$swapped", 0]}}},
        ],
    }
}
"""A stage of an aggregation that adds the row `rebuild`, whose stamp changes with each swap: for
services that keep read models in memory."""

_NO_SUCH_COLLECTION = 26


class Paused(PyMongoError):
    """Read models are being swapped: for a moment, the store takes no events."""


class PauseEnded(Exception):
    """It took longer than `PAUSED_SECONDS`; subscriptions went on, and nothing was swapped."""


def give_way(found: Mapping[str, Any]) -> None:
    """Raises Paused where `NOTE` is among the documents that a transaction found in `progress`."""
    if NOTE in found:
        raise Paused("read models are being swapped")


def hold_open(records: Records, session: ClientSession) -> None:
    """Lets no swap begin before this transaction is over.

    For what is done to the parked, which no feed would bring back.

    Raises:
        Paused: one is under way.
    """
    if records[PROGRESS.collection].find_one({"_id": NOTE}, session=session):
        raise Paused("read models are being swapped")
    records[LEASES.collection].update_one(
        {"_id": LEASE_NAME}, {"$inc": {"held": 1}}, session=session
    )


def pause(records: Records, lease: Lease) -> None:
    """From here on no event takes effect, for `PAUSED_SECONDS` at the most. Raises LeaseLost."""
    note = {
        "state": "paused",
        "run": lease.fence,
        "until": {"$add": ["$$NOW", int(PAUSED_SECONDS * 1000)]},
    }

    def body(session: ClientSession) -> None:
        keep(records, lease, session)
        records[PROGRESS.collection].update_one(
            {"_id": NOTE}, [{"$set": note}], upsert=True, session=session
        )

    transact(records.client, body)


def resume(records: Records, lease: Lease) -> None:
    """Ends the pause without a swap."""
    records[PROGRESS.collection].delete_one({"_id": NOTE, "run": lease.fence, "state": "paused"})


def swap(records: Records, lease: Lease, collections: Sequence[str]) -> None:
    """Puts the rebuilt `progress`, and these collections, in the place of the live ones.

    Raises:
        LeaseLost: another rebuild has begun; nothing was swapped.
        PauseEnded: likewise nothing.
    """
    note = {"state": "swapping", "run": lease.fence, "collections": list(collections)}
    rebuilt = Beside(records, lease.fence)[PROGRESS.collection]
    rebuilt.replace_one({"_id": NOTE}, note, upsert=True)
    decide(records, lease, note)
    complete(records, note)


def decide(records: Records, lease: Lease, note: Mapping[str, Any]) -> None:
    """From here on the swap is sure to happen, whoever completes it."""
    paused = {"_id": NOTE, "run": lease.fence, "state": "paused"}

    def body(session: ClientSession) -> None:
        keep(records, lease, session)
        progress = records[PROGRESS.collection]
        if not progress.replace_one(paused, note, session=session).matched_count:
            raise PauseEnded

    transact(records.client, body)


def is_sure(records: Records, lease: Lease) -> bool:
    """Whether the swap of this rebuild has begun, and is not over."""
    note = {"_id": NOTE, "run": lease.fence, "state": "swapping"}
    return records[PROGRESS.collection].find_one(note) is not None


def settle(records: Records) -> None:
    """Ends a swap that its rebuild has left behind; a pause, once its time is over."""
    note = records[PROGRESS.collection].find_one({"_id": NOTE})
    if note and note["state"] == "swapping":
        log.warning("completing a swap that was cut off", run=note["run"])
        complete(records, note)
    elif note:
        over = {"_id": NOTE, "run": note["run"], "state": "paused"}
        records[PROGRESS.collection].delete_one({**over, "$expr": {"$lt": ["$until", "$$NOW"]}})


def complete(records: Records, note: Mapping[str, Any]) -> None:
    """Any number of processes may do it at a time, and each any part of it again."""
    run = int(note["run"])
    for collection in (PROGRESS.collection, *note["collections"]):
        rename(records, name_beside(collection, run), collection)
    # Only now: who sees the new stamp must not read an old collection any more.
    records[LEASES.collection].update_one({"_id": LEASE_NAME}, {"$max": {"swapped": run}})
    records[PROGRESS.collection].delete_one({"_id": NOTE, "run": run})


def rename(records: Records, source: str, target: str) -> None:
    try:
        records[source].rename(target, dropTarget=True)
    except OperationFailure as error:
        if error.code != _NO_SUCH_COLLECTION:
            raise


def keep(records: Records, lease: Lease, session: ClientSession) -> None:
    """Ties a transaction to the lease: it fails where another takes it meanwhile."""
    held = {"_id": lease.name, "fence": lease.fence}
    if (
        not records[LEASES.collection]
        .update_one(held, {"$inc": {"held": 1}}, session=session)
        .matched_count
    ):
        raise LeaseLost
