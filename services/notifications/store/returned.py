"""Addresses that mail came back from, as a keyed hash: none is kept outside of accounts."""

from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import ReadModel

Documents = Collection[dict[str, Any]]

RETURNED = ReadModel("returned_addresses")


def mark(returned: Documents, trace: str, at: datetime, reason: str) -> None:
    """No more is sent there but links to sign in.

    `trace` is `domain.mails.trace_of` the address.
    """
    told = {"at": at, "reason": reason}
    returned.update_one({"_id": trace}, {"$setOnInsert": told}, upsert=True)


def is_marked(returned: Documents, trace: str) -> bool:
    return returned.find_one({"_id": trace}) is not None


def clear(returned: Documents, trace: str, session: ClientSession | None = None) -> None:
    """Mail is sent there again: its owner said that it works, or a mail was taken."""
    returned.delete_one({"_id": trace}, session=session)
