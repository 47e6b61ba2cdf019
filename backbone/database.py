"""A service's own database: the connection, its collections and indexes."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from pymongo import ASCENDING, IndexModel, MongoClient
from pymongo.database import Database
from pymongo.errors import CollectionInvalid

from backbone.aggregates import Aggregates, ReadModel

Client = MongoClient[dict[str, Any]]
Records = Database[dict[str, Any]]

COMMANDS_KEPT_SECONDS = 7 * 24 * 3600

EVENTS = ReadModel(
    "events",
    indexes=[
        # What the relay has still to place in the feed; nearly always empty, so nearly free.
        IndexModel("unplaced", partialFilterExpression={"unplaced": True}, name="unplaced"),
        IndexModel(
            "position",
            unique=True,
            partialFilterExpression={"position": {"$exists": True}},
            name="position",
        ),
        IndexModel(
            [("aggregate", ASCENDING), ("subject", ASCENDING), ("sequence", ASCENDING)],
            unique=True,
            name="sequence",
        ),
    ],
)
COMMANDS = ReadModel(
    "commands", indexes=[IndexModel("at", expireAfterSeconds=COMMANDS_KEPT_SECONDS)]
)
LEASES = ReadModel("leases")
PROGRESS = ReadModel("progress")
WAITING = ReadModel("waiting", indexes=[IndexModel([("key", ASCENDING), ("sequence", ASCENDING)])])
PARKED = ReadModel(
    "parked",
    indexes=[IndexModel([("key", ASCENDING), ("sequence", ASCENDING)]), IndexModel("at")],
)
DISCARDED = ReadModel(
    "discarded", indexes=[IndexModel([("key", ASCENDING), ("sequence", ASCENDING)])]
)
SUSPECTS = ReadModel("suspects", indexes=[IndexModel("key")])

OWN = (EVENTS, COMMANDS, LEASES, PROGRESS, WAITING, PARKED, DISCARDED, SUSPECTS)
"""The collections that the backbone itself keeps in every service's database."""


def connect(url: str, *, service: str, workers: int) -> Client:
    """Connects lazily. Every operation has a deadline; a write reaches the majority's disk."""
    return MongoClient(
        url,
        appname=f"waymark-{service}",
        tz_aware=True,
        w="majority",
        journal=True,
        maxPoolSize=workers + 8,
        connectTimeoutMS=2000,
        serverSelectionTimeoutMS=3000,
        socketTimeoutMS=15000,
        waitQueueTimeoutMS=3000,
    )


def prepare(records: Records, stores: Iterable[ReadModel]) -> None:
    """Creates every collection and index that is missing.

    All before the service takes work: a transaction that meets a collection or an index just
    created fails.
    """
    present = set(records.list_collection_names())
    for store in (*OWN, *stores):
        if store.collection not in present:
            create(records, store.collection)
        if store.indexes:
            records[store.collection].create_indexes(store.indexes)
        if isinstance(store, Aggregates):
            complete(records, store)


def complete(records: Records, aggregates: Aggregates[Any]) -> None:
    """Gives what they are found by to documents that an earlier release wrote without it."""
    documents = records[aggregates.collection]
    lacking = [{name: {"$exists": False}} for name in aggregates.found_by]
    for document in documents.find({"$or": lacking}) if lacking else ():
        # What changes meanwhile is written with it anyway.
        unchanged = {"_id": document["_id"], "version": document["version"]}
        documents.update_one(unchanged, {"$set": aggregates.made_of(aggregates.state(document))})


def create(records: Records, collection: str) -> None:
    with suppress(CollectionInvalid):  # another instance of the service was quicker
        records.create_collection(collection)
