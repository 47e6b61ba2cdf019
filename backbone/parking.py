"""What can't be applied is kept, with the reason, until somebody retries or discards it (G5).

An event that its handler keeps refusing is parked with the later ones of its aggregate, so that
their order is kept; other aggregates go on.
"""

from typing import Any

from pymongo.client_session import ClientSession

from backbone.clock import now
from backbone.database import PARKED, PROGRESS, Records
from backbone.identifiers import new_id
from backbone.logs import logger
from contracts.cloudevents import Envelope, to_bytes

log = logger(__name__)


def park(records: Records, envelope: Envelope, reason: str, session: ClientSession) -> None:
    """Keeps an event, and marks its aggregate so that what follows is parked as well."""
    key = {"key": envelope.key, "sequence": envelope.sequence}
    kept = {"type": envelope.type, "body": to_bytes(envelope), "reason": reason, "at": now()}
    records[PARKED.collection].update_one(
        key, {"$setOnInsert": {"_id": new_id(), **kept}}, upsert=True, session=session
    )
    records[PROGRESS.collection].update_one(
        {"_id": envelope.key}, {"$set": {"parked": True}}, upsert=True, session=session
    )
    log.error("event parked", key=envelope.key, sequence=envelope.sequence, reason=reason)


def park_bytes(records: Records, body: bytes, routing_key: str, reason: str) -> None:
    """Keeps bytes that are no event of ours, as they came."""
    document: dict[str, Any] = {
        "_id": new_id(),
        "key": None,
        "sequence": None,
        "routing_key": routing_key,
        "body": body,
        "reason": reason,
        "at": now(),
    }
    records[PARKED.collection].insert_one(document)
    log.error("message parked", routing_key=routing_key, reason=reason)


def count(records: Records) -> int:
    return records[PARKED.collection].count_documents({})
