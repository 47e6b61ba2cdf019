"""What is parked, for those who decide about it.

A council's words may stand in an event and in what an error says of it; administrators see neither
(`docs/decisions/0017-parked-events-without-their-words.md`).
"""

import base64
import re
from collections.abc import Mapping
from typing import Any

import orjson

from backbone import pages
from backbone.database import PARKED, Records
from contracts.cloudevents import Envelope, Undecodable, from_bytes
from contracts.errors import NotFound
from contracts.operating.messages import Parked, ParkedContent, ParkedEvent, ParkedEvents

OLDEST_FIRST = [("at", 1), ("_id", 1)]
ERROR = re.compile(r"([A-Za-z_]\w*)\(")
NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")

Document = Mapping[str, Any]


class NoSuchParkedEvent(NotFound):
    code = "no-such-parked-event"
    message = "No such event is parked. It may have been applied or discarded meanwhile."


def listed(records: Records, after: str | None, limit: int) -> ParkedEvents:
    """A page of it, each aggregate's first parked event with how many are behind it.

    Raises:
        Invalid: `after` is no cursor of this list.
    """
    found = list(
        records[PARKED.collection].aggregate(
            [
                {"$project": {"body": 0}},
                {"$sort": {"key": 1, "sequence": 1}},
                {
                    "$group": {
                        "_id": {"$ifNull": ["$key", "$_id"]},
                        "first": {"$first": "$$ROOT"},
                        "count": {"$sum": 1},
                    }
                },
                {"$replaceWith": {"$mergeObjects": ["$first", {"count": "$count"}]}},
                *([{"$match": pages.following(after, OLDEST_FIRST)}] if after else []),
                {"$sort": dict(OLDEST_FIRST)},
                {"$limit": limit + 1},
            ],
            allowDiskUse=True,
        )
    )
    following = pages.encode(found[limit - 1], OLDEST_FIRST) if len(found) > limit else None
    return ParkedEvents(tuple(row(each) for each in found[:limit]), following)


def one(records: Records, id: str) -> ParkedEvent:
    """Raises NoSuchParkedEvent."""
    document, key = found(records, id), {}
    envelope = envelope_of(document)
    first, behind = document, 0
    if document["key"] is not None:
        parked, key = records[PARKED.collection], {"key": document["key"]}
        first = parked.find_one(key, {"_id": 1}, sort=[("sequence", 1)]) or document
        behind = parked.count_documents({**key, "sequence": {"$gt": document["sequence"]}})
    return ParkedEvent(
        parked=row({**document, "count": behind + 1}),
        first=first["_id"],
        time=envelope.time if envelope else None,
        correlation_id=envelope.correlation_id if envelope else None,
        fields=tuple(name for name in envelope.data if NAME.fullmatch(name)) if envelope else (),
        size=len(document["body"]),
    )


def content(records: Records, id: str) -> ParkedContent:
    """All of it. Raises NoSuchParkedEvent."""
    document = found(records, id)
    body = bytes(document["body"])
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        value = None
    if isinstance(value, dict):
        return ParkedContent(document["reason"], value, None, None)
    text = body.decode(errors="replace")
    return ParkedContent(document["reason"], None, base64.b64encode(body).decode(), text)


def found(records: Records, id: str) -> dict[str, Any]:
    document = records[PARKED.collection].find_one({"_id": id})
    if document is None:
        raise NoSuchParkedEvent
    return document


def row(document: Document) -> Parked:
    service, aggregate, subject = (document["key"] or "::").split(":", 2)
    return Parked(
        id=document["_id"],
        service=service or None,
        aggregate=aggregate or None,
        subject=subject or None,
        sequence=document["sequence"],
        type=document.get("type"),
        routing_key=document.get("routing_key"),
        reason=shown(document["reason"]),
        at=document["at"],
        behind=document["count"] - 1,
    )


def envelope_of(document: Document) -> Envelope | None:
    if document["key"] is None:
        return None
    try:
        return from_bytes(document["body"])
    except Undecodable:
        return None


def shown(reason: str) -> str:
    """Of an error its kind alone: its text may quote what it stumbled over."""
    error = ERROR.match(reason)
    return error[1] if error else reason
