"""E-mail to be sent, and for 90 days what became of it, without its words.

Rows are made by `services.notifications.domain.mails.mail`. Whoever takes one has it for a while by
a claim, which moves `due` on; so a row whose process died is due again by itself.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone import statements
from backbone.aggregates import ReadModel
from backbone.clock import now
from backbone.database import Records
from services.notifications.domain.mails import Again, Ended

Documents = Collection[dict[str, Any]]
Row = dict[str, Any]

KEPT_SECONDS = 90 * 24 * 3600
CLAIM_SECONDS = 300
"""Longer than a mail can take (`service.mailing.WHOLE_SECONDS`) with its record."""

NEWEST = (("created", DESCENDING), ("_id", DESCENDING))

MAILS = ReadModel(
    "mails",
    indexes=[
        IndexModel([("state", ASCENDING), ("due", ASCENDING)]),
        IndexModel([("state", ASCENDING), *NEWEST]),
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
    told = {"due": again.due, "reason": again.reason, "attempts": again.attempts, "claim": None}
    mails.update_one({"_id": id, "claim": token}, {"$set": told})


def came_back(mails: Documents, id: str, ended: Ended) -> None:
    """What was heard of a mail that had been sent."""
    told = {"state": ended.end, "reason": ended.reason}
    mails.update_one({"_id": id, "state": "sent"}, {"$set": told})


def figures(records: Records) -> Iterator[tuple[str, str, float]]:
    """What Prometheus is told of them."""
    mails, at = records[MAILS.collection], now()
    waiting = {"state": "waiting", "wanted": {"$lte": at}}
    oldest = mails.find_one(waiting, {"wanted": 1}, sort=[("wanted", ASCENDING)])
    yield (
        "waymark_mails_waiting",
        "E-mails that should have been sent by now.",
        mails.count_documents(waiting),
    )
    yield (
        "waymark_oldest_mail_seconds",
        "Since when the oldest of them should have been sent; 0 where there is none.",
        (at - oldest["wanted"]).total_seconds() if oldest else 0.0,
    )
