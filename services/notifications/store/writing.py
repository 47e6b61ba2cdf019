"""The mails that people are written, as rows for whoever sends them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import ReadModel
from contracts.notifications.topics import TOPICS
from services.notifications.domain.choices import Choices
from services.notifications.domain.times import Round, out_of_quiet

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

MAILS = ReadModel("mails")


def mail_of(item: Document, choices: Choices, at: datetime) -> Document:
    """Of one thing at once; in quiet hours after them, unless nobody could sign in without it."""
    waits = TOPICS[item["topic"]].choice
    return {
        "_id": item["_id"],
        "person": item["person"],
        "topic": item["topic"],
        "lines": [line(item)],
        "digest": {},
        "due": out_of_quiet(at, choices.quiet) if waits else at,
    }


def summary_mail(
    name: Round, until: datetime, person: str, items: Sequence[Document], digest: dict[str, Any]
) -> Document:
    return {
        "_id": f"{name}:{until.date().isoformat()}:{person}",
        "person": person,
        "topic": "digest",
        "lines": [line(each) for each in items],
        "digest": digest,
        "due": until,
    }


def line(item: Document) -> Document:
    return {name: item[name] for name in ("topic", "name", "data", "at")}


def is_written(mails: Documents, id: str, session: ClientSession) -> bool:
    return mails.find_one({"_id": id}, {"_id": True}, session=session) is not None
