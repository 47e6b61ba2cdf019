"""What can't be applied is kept, with the reason, until somebody retries or discards it (G5).

An event that its handler keeps refusing is parked with the later ones of its aggregate, so that
their order is kept; other aggregates go on.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from backbone import swapping
from backbone.aggregates import ReadModel
from backbone.clock import now
from backbone.database import DISCARDED, PARKED, Records
from backbone.identifiers import new_id
from backbone.logs import logger
from backbone.parked import shown
from backbone.transactions import transact
from contracts.cloudevents import Envelope, from_bytes, to_bytes

log = logger(__name__)

KEPT_BYTES = 8 * 1024 * 1024
"""Half of what MongoDB takes as one document."""

BEHIND = "an earlier one is parked"
"""The reason of those that are parked only because they follow one."""


@dataclass(frozen=True)
class Held:
    """An event that is kept in `collection`, which is that of the parked or of the waiting."""

    collection: ReadModel
    id: str
    envelope: Envelope


def park(records: Records, envelope: Envelope, reason: str, session: ClientSession) -> None:
    """Keeps an event. Whoever parks it marks its aggregate's progress in the same transaction."""
    key = {"key": envelope.key, "sequence": envelope.sequence}
    kept = {"type": envelope.type, "body": to_bytes(envelope), "reason": reason, "at": now()}
    records[PARKED.collection].update_one(
        key, {"$setOnInsert": {"_id": new_id(), **kept}}, upsert=True, session=session
    )
    log.error(
        "event parked",
        key=envelope.key,
        sequence=envelope.sequence,
        reason=shown(reason),
        correlation_id=envelope.correlation_id,
    )


def park_bytes(records: Records, body: bytes, routing_key: str, reason: str) -> None:
    """Keeps bytes that are no event of ours, as they came; once, however often they come.

    Of more than a document can hold, the first `KEPT_BYTES`, and the reason says so.
    """
    if len(body) > KEPT_BYTES:
        reason = f"{reason} (the first {KEPT_BYTES} of {len(body)} bytes are kept)"
    name = hashlib.sha256(routing_key.encode() + b" " + body).hexdigest()
    kept: dict[str, Any] = {
        "key": None,
        "sequence": None,
        "routing_key": routing_key,
        "body": body[:KEPT_BYTES],
        "reason": reason,
        "at": now(),
    }

    def keep(session: ClientSession) -> None:
        swapping.hold_open(records, session)
        parked = records[PARKED.collection]
        parked.update_one({"_id": name}, {"$setOnInsert": kept}, upsert=True, session=session)

    transact(records.client, keep)
    log.error("message parked", routing_key=routing_key, reason=shown(reason))


def count(records: Records) -> int:
    return records[PARKED.collection].count_documents({})


def oldest(records: Records) -> datetime | None:
    """Since when something is parked."""
    first = records[PARKED.collection].find_one({}, {"at": 1}, sort=[("at", 1)])
    return first["at"] if first else None


def held(
    records: Records, collection: ReadModel, key: str, limit: int, session: ClientSession
) -> list[Held]:
    """The first events of an aggregate that are kept there, by sequence."""
    found = records[collection.collection].find({"key": key}, session=session)
    return [
        Held(collection, document["_id"], from_bytes(document["body"]))
        for document in found.sort("sequence", 1).limit(limit)
    ]


def let_go(
    records: Records, collection: ReadModel, ids: Sequence[str], session: ClientSession
) -> None:
    if ids:
        records[collection.collection].delete_many({"_id": {"$in": list(ids)}}, session=session)


def note_reason(records: Records, id: str, reason: str, session: ClientSession) -> None:
    """Why it was not applied this time. Since when it is parked stays as it is."""
    change = {"$set": {"reason": reason, "tried": now()}}
    records[PARKED.collection].update_one({"_id": id}, change, session=session)


def discard(
    records: Records, document: dict[str, Any], who: str, why: str, session: ClientSession
) -> None:
    """Moves what is given up to where it is kept for good, with who decided so and why."""
    kept = {**document, "parked_at": document["at"], "who": who, "why": why, "at": now()}
    records[DISCARDED.collection].replace_one(
        {"_id": document["_id"]}, kept, upsert=True, session=session
    )
    let_go(records, PARKED, [document["_id"]], session)
