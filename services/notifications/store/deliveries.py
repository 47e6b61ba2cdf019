"""What was posted to webhooks: a document for each attempt, without the events' words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.write_concern import WriteConcern

from backbone.aggregates import CONVERTER, ReadModel
from contracts.errors import NotFound
from contracts.notifications.messages.deliveries import DeliveryKind, Failure

Documents = Collection[dict[str, Any]]

KEPT_SECONDS = 30 * 24 * 3600
MOST_KEPT = 10_000
"""Of one webhook: the newest."""

LOG = ReadModel(
    "webhook-deliveries",
    indexes=[
        IndexModel("at", expireAfterSeconds=KEPT_SECONDS),
        IndexModel([("webhook", 1), ("_id", -1)]),
        IndexModel([("webhook", 1), ("post", 1)]),
    ],
)
NEWEST_FIRST = (("_id", -1),)


class NoSuchDelivery(NotFound):
    code = "no-such-delivery"
    message = "There is no such delivery in this webhook's log. It is kept for 30 days."


@dataclass(frozen=True)
class Entry:
    """One attempt. `post` is its ``webhook-id``; `positions` are those of its events."""

    id: str
    webhook: str
    post: str
    kind: DeliveryKind
    attempt: int
    positions: tuple[int, ...]
    events: int
    types: tuple[str, ...]
    at: datetime
    seconds: float
    status: int | None
    failure: Failure | None
    answer: str


def add(log: Documents, entry: Entry, session: ClientSession | None = None) -> None:
    log.insert_one(document_of(entry), session=session)


def add_before(log: Documents, entry: Entry) -> None:
    """Adds it before a write that the majority acknowledges, and need not wait for that itself:
    who has the later write has this one too."""
    log.with_options(write_concern=WriteConcern(1, j=False)).insert_one(document_of(entry))


def document_of(entry: Entry) -> dict[str, Any]:
    values: dict[str, Any] = CONVERTER.unstructure(entry)
    return {"_id": values.pop("id"), **values}


def entry_of(document: dict[str, Any]) -> Entry:
    return CONVERTER.structure({**document, "id": document["_id"]}, Entry)


def asked_for(webhook: str, failed: bool | None) -> dict[str, Any]:
    """What a query asks for: those that failed, those that did not, or all."""
    if failed is None:
        return {"webhook": webhook}
    return {"webhook": webhook, "failure": {"$ne": None} if failed else None}


def attempts_of(log: Documents, webhook: str, post: str) -> list[Entry]:
    """Of one post, the newest first, 100 at the most. Raises NoSuchDelivery."""
    found = log.find({"webhook": webhook, "post": post}).sort(list(NEWEST_FIRST)).limit(100)
    entries = [entry_of(each) for each in found]
    if not entries:
        raise NoSuchDelivery
    return entries


def prune(log: Documents, webhook: str) -> None:
    """Forgets all but the newest `MOST_KEPT`."""
    kept = log.find({"webhook": webhook}, {"_id": 1}).sort(list(NEWEST_FIRST))
    for last in kept.skip(MOST_KEPT).limit(1):
        log.delete_many({"webhook": webhook, "_id": {"$lte": last["_id"]}})
