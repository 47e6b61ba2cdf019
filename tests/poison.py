"""Events parked in reporting's store, of a council that nobody else knows."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from backbone import database
from backbone.inbox import Inbox
from contracts.cloudevents import Envelope
from deploy.local.stack import Stack

WORDS = "What a council typed"


@contextmanager
def parked(stack: Stack, *, mended: bool = False) -> Iterator[list[str]]:
    """The ids of two parked events; the first can be applied only where it is `mended`."""
    subject = f"PK{secrets.token_hex(3).upper()}"
    first = envelope(subject, 1, "council-told.v9" if mended else "council-registered.v1")
    with database.connect(stack.servers.mongodb_root_url, service="tests", workers=1) as client:
        records = client["reporting"]
        inbox = Inbox(client, records, {})
        inbox.park(first, f"KeyError('{WORDS}')")
        inbox.apply([envelope(subject, 2, "council-told.v9")])
        found = list(records["parked"].find({"key": first.key}).sort("sequence"))
        assert len(found) == 2
        try:
            yield [document["_id"] for document in found]
        finally:
            for name in ("parked", "discarded", "progress"):
                records[name].delete_many({"$or": [{"key": first.key}, {"_id": first.key}]})


def envelope(subject: str, sequence: int, kind: str) -> Envelope:
    """One whose data breaks the schema of `kind`, if that is known to this release at all."""
    data: dict[str, Any] = {"code": subject, "facts": {"name": WORDS}, "at": "never"}
    return Envelope(
        id=secrets.token_hex(16),
        type=f"uk.waymark.accounts.{kind}",
        service="accounts",
        aggregate="council",
        subject=subject,
        sequence=sequence,
        time=datetime.now(UTC),
        data=data,
        correlation_id=secrets.token_hex(8),
    )
