"""What happened to things, as it comes to a subscriber."""

from backbone.outbox import envelope_from, records_of
from contracts.cloudevents import Envelope, from_bytes, to_bytes
from tests.trial.contract import ThingAdded, ThingCounted


def history(thing: str, *amounts: int, texts: dict[int, str] | None = None) -> list[Envelope]:
    """What happened to a thing: it was added, then counted up; `texts` by sequence."""
    texts = texts or {}
    counted = [
        ThingCounted(thing, amount, texts.get(sequence, ""))
        for sequence, amount in enumerate(amounts, start=2)
    ]
    records = records_of([ThingAdded(thing, ""), *counted], after=0)
    return [from_bytes(to_bytes(envelope_from(record))) for record in records]
