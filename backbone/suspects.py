"""Which event may be what ends the process that handles it.

Nothing tells of a process that was ended from outside or by its memory while it handled an event.
So whoever handles one that was delivered before writes down first that it begins; a record that is
still there says that its process never came to the end of it.
"""

from pymongo import ReturnDocument

from backbone.database import SUSPECTS, Records
from contracts.cloudevents import Envelope

DEATHS = 3
"""Processes that an event may have ended before it is parked. A process can be killed for reasons
of its own while it handles an innocent one; three times the same is no accident."""


def begin(records: Records, envelope: Envelope, instance: str) -> bool:
    """Writes down that this process begins; says whether the event has ended too many before."""
    record = records[SUSPECTS.collection].find_one_and_update(
        {"_id": envelope.id},
        {"$addToSet": {"begun_by": instance}, "$setOnInsert": {"key": envelope.key}},
        upsert=True,
        return_document=ReturnDocument.AFTER,
    )
    return len(set(record["begun_by"]) - {instance}) >= DEATHS


def end(records: Records, envelope: Envelope) -> None:
    """The process has come to the end of it, whatever came of it."""
    records[SUSPECTS.collection].delete_one({"_id": envelope.id})


def clear(records: Records, key: str) -> None:
    """The events of this aggregate took effect or are parked: what is tried then is tried anew."""
    records[SUSPECTS.collection].delete_many({"key": key})
