"""Events parked in reporting's store, of an assessment that nobody else knows."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from backbone import database
from backbone.inbox import Inbox
from contracts.assessment.events import AnswerSaved
from contracts.cloudevents import Envelope, envelope_of
from deploy.local.stack import Stack

WORDS = "What a council typed"


@contextmanager
def parked(stack: Stack, *, mended: bool = False) -> Iterator[list[str]]:
    """The ids of two parked events; the first can be applied only where it is `mended`."""
    subject = f"PK{secrets.token_hex(3).upper()}"
    first = envelope(subject, 1, broken=not mended)
    with database.connect(stack.servers.mongodb_root_url, service="tests", workers=1) as client:
        records = client["reporting"]
        inbox = Inbox(client, records, {})
        inbox.park(first, f"KeyError('{WORDS}')")
        inbox.apply([envelope(subject, 2)])
        found = list(records["parked"].find({"key": first.key}).sort("sequence"))
        assert len(found) == 2
        try:
            yield [document["_id"] for document in found]
        finally:
            for name in ("parked", "discarded", "progress"):
                records[name].delete_many({"$or": [{"key": first.key}, {"_id": first.key}]})


def envelope(subject: str, sequence: int, *, broken: bool = False) -> Envelope:
    """Of a kind that reporting does nothing about, or with data that break their schema."""
    event = AnswerSaved(subject, WORDS, 1, datetime.now(UTC))
    told = envelope_of(
        event,
        id=secrets.token_hex(16),
        sequence=sequence,
        correlation_id=secrets.token_hex(8),
    )
    return replace(told, data={**told.data, "at": "never"}) if broken else told
