"""The service's own key, made once: a new `SERVICE_SECRET` must not end links in old mails."""

import secrets
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection

from backbone.aggregates import ReadModel

SECRETS = ReadModel("secrets")
BYTES = 32


def key(documents: Collection[dict[str, Any]]) -> bytes:
    """For unsubscribe links and traces of addresses, each with a label of its own."""
    new = {"key": secrets.token_bytes(BYTES)}
    kept = documents.find_one_and_update(
        {"_id": "mail"}, {"$setOnInsert": new}, upsert=True, return_document=ReturnDocument.AFTER
    )
    return bytes(kept["key"])
