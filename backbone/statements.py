"""Writes of a transaction as plain commands.

pymongo's collection methods prepare for retries and bulk results, neither of which a transaction
has use for: it is repeated as a whole. Without them the same three writes cost a service a third
less.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DocumentTooLarge

Documents = Collection[dict[str, Any]]


def insert(documents: Documents, new: Sequence[Mapping[str, Any]], session: ClientSession) -> None:
    """Stores a few new documents, each with its `_id`.

    Raises:
        BulkWriteError: one of them, or of its unique values, is there already.
    """
    run(documents, {"insert": documents.name, "documents": new}, session)


def replace(
    documents: Documents, query: Mapping[str, Any], by: Mapping[str, Any], session: ClientSession
) -> bool:
    """Puts a document in the place of the one that matches; says whether there was one.

    Raises:
        BulkWriteError: a unique value is taken.
    """
    change = {"update": documents.name, "updates": [{"q": query, "u": by}]}
    return bool(run(documents, change, session)["n"])


def update(
    documents: Documents, updates: Sequence[Mapping[str, Any]], session: ClientSession
) -> None:
    """Carries out updates, one after the other, each in the form of the server's command.

    Raises:
        BulkWriteError: one of them can't be done.
    """
    try:
        run(documents, {"update": documents.name, "updates": updates}, session)
    except DocumentTooLarge:
        # The command as a whole: what it holds is never longer than what each may be.
        if len(updates) == 1:
            raise
        half = len(updates) // 2
        update(documents, updates[:half], session)
        update(documents, updates[half:], session)


def run(documents: Documents, command: dict[str, Any], session: ClientSession) -> Mapping[str, Any]:
    answer = documents.database.command(command, session=session)
    if answer.get("writeErrors"):
        raise BulkWriteError(answer)
    return answer
