"""E-mail to be sent, and for 90 days what became of it, without its words.

Rows are made by `services.notifications.domain.mails.mail`. Whoever takes one has it for a while by
a claim, which moves `due` on; so a row whose process died is due again by itself.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone import statements
from backbone.aggregates import ReadModel
from services.notifications.domain.mails import Again, Ended

Documents = Collection[dict[str, Any]]
Row = dict[str, Any]

KEPT_SECONDS = 90 * 24 * 3600
CLAIM_SECONDS = 180

MAILS = ReadModel(
    "mails",
    indexes=[
        IndexModel([("state", ASCENDING), ("due", ASCENDING)]),
        IndexModel([("state", ASCENDING), ("_id", DESCENDING)]),
        IndexModel("ended", expireAfterSeconds=KEPT_SECONDS),
    ],
)

WORDS = dict.fromkeys(("data", "template", "until", "due", "claim", "wanted"), "")
"""What a row forgets at its end."""


def insert(mails: Documents, rows: Sequence[Row], session: ClientSession) -> None:
    """Stores mails to be sent, in the caller's transaction; an id that is there already stays as it
    is, whatever became of it."""
    updates = [
        {"q": {"_id": row["_id"]}, "u": {"$setOnInsert": row}, "upsert": True} for row in rows
    ]
    if updates:
        statements.update(mails, updates, session)


def is_written(mails: Documents, id: str, session: ClientSession) -> bool:
    """Whether there is or was a mail of this id."""
    return mails.find_one({"_id": id}, {"_id": True}, session=session) is not None


def claim(mails: Documents, token: str) -> Row | None:
    """The mail that is due longest, held for `CLAIM_SECONDS` by the server's clock.

    `claim` of the answer is what was there before: not None where a process that held it died.
    """
    due = {"state": "waiting", "$expr": {"$lte": ["$due", "$$NOW"]}}
    held = {"claim": token, "due": {"$add": ["$$NOW", CLAIM_SECONDS * 1000]}}
    return mails.find_one_and_update(
        due, [{"$set": held}], sort=[("due", ASCENDING)], return_document=ReturnDocument.BEFORE
    )


def finish(mails: Documents, id: str, token: str, ended: Ended, at: datetime) -> None:
    """Records its end and forgets its words; nothing where somebody else has claimed it since."""
    told = {"state": ended.end, "ended": at, "reason": ended.reason}
    mails.update_one({"_id": id, "claim": token}, {"$set": told, "$unset": WORDS})


def put_off(mails: Documents, id: str, token: str, again: Again) -> None:
    """Frees it until it is due again."""
    told = {"due": again.due, "reason": again.reason, "claim": None}
    mails.update_one({"_id": id, "claim": token}, {"$set": told, "$inc": {"attempts": 1}})


def let_go(mails: Documents, row: Row, token: str) -> None:
    """Puts it back as it was before it was claimed: no try was made."""
    was = {"due": row["due"], "claim": row["claim"]}
    mails.update_one({"_id": row["_id"], "claim": token}, {"$set": was})


def came_back(mails: Documents, id: str, reason: str) -> None:
    """A mail that had been sent was returned later."""
    told = {"state": "returned", "reason": reason}
    mails.update_one({"_id": id, "state": "sent"}, {"$set": told})


def waiting(mails: Documents) -> int:
    return mails.count_documents({"state": "waiting"})


def oldest_wanted(mails: Documents, now: datetime) -> datetime | None:
    """Since when the mail that is late longest should have been sent."""
    late = {"state": "waiting", "wanted": {"$lte": now}}
    found = mails.find_one(late, {"wanted": 1}, sort=[("wanted", ASCENDING)])
    return found["wanted"] if found else None


def listed(mails: Documents, states: Sequence[str], after: str | None, limit: int) -> list[Row]:
    """The newest first, those behind the id `after`, one more than `limit`."""
    query: Row = {"state": {"$in": list(states)}}
    if after:
        query["_id"] = {"$lt": after}
    return list(mails.find(query).sort("_id", DESCENDING).limit(limit + 1))
