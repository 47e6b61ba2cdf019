"""Which events a subscriber applied, in which order: written in the transaction that applies them.

What a read model shows may hide a repetition; this list does not.
"""

from backbone.aggregates import ReadModel
from backbone.effects import Effects
from contracts.cloudevents import Envelope

APPLIED = ReadModel("applied")
"""By aggregate: the sequences of its events, as they took effect."""


def record(envelope: Envelope, effects: Effects) -> None:
    happened = {"$push": {"sequences": envelope.sequence}}
    effects.update(APPLIED, {"_id": envelope.key}, happened, upsert=True)
