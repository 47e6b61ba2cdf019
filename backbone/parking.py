"""What can't be applied is kept, with the reason, until somebody retries or discards it (G5).

An event that its handler keeps refusing is parked with the later ones of its aggregate, so that
their order is kept; other aggregates go on.
"""

import hashlib
from typing import Any

from pymongo.client_session import ClientSession

from backbone import swapping
from backbone.clock import now
from backbone.database import PARKED, Records
from backbone.identifiers import new_id
from backbone.logs import logger
from backbone.transactions import transact
from contracts.cloudevents import Envelope, to_bytes

log = logger(__name__)


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
        reason=reason,
        correlation_id=envelope.correlation_id,
    )


def park_bytes(records: Records, body: bytes, routing_key: str, reason: str) -> None:
    """Keeps bytes that are no event of ours, as they came; once, however often they come."""
    name = hashlib.sha256(routing_key.encode() + b" " + body).hexdigest()
    kept: dict[str, Any] = {
        "key": None,
        "sequence": None,
        "routing_key": routing_key,
        "body": body,
        "reason": reason,
        "at": now(),
    }

    def keep(session: ClientSession) -> None:
        swapping.hold_open(records, session)
        parked = records[PARKED.collection]
        parked.update_one({"_id": name}, {"$setOnInsert": kept}, upsert=True, session=session)

    transact(records.client, keep)
    log.error("message parked", routing_key=routing_key, reason=reason)


def count(records: Records) -> int:
    return records[PARKED.collection].count_documents({})
