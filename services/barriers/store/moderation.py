"""What moderation keeps, and where else a barrier's words are kept."""

from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import CONVERTER, Aggregates, ReadModel
from backbone.database import COMMANDS
from contracts.barriers.events import WorkaroundOffered
from contracts.barriers.words import FlagKind
from services.barriers.domain.flags import Flag, Settled
from services.barriers.domain.redactions import REMOVED, Swap, rewritten
from services.barriers.store.questions import QUESTIONS
from services.barriers.store.workarounds import WORKAROUNDS

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

OLDEST_FIRST = (("at", ASCENDING), ("_id", ASCENDING))
OPEN = {"settled": None}

NOTES = ReadModel("notes", indexes=[IndexModel([("barrier", ASCENDING), *OLDEST_FIRST])])
"""Of analysts for analysts: ``{"_id", "barrier", "by", "name", "text", "at"}``."""

FLAGS = ReadModel(
    "flags",
    indexes=[
        IndexModel([("object", ASCENDING), ("kind", ASCENDING), ("by", ASCENDING)], unique=True),
        IndexModel([("settled", ASCENDING), *OLDEST_FIRST]),
        IndexModel([("barrier", ASCENDING), ("by", ASCENDING)]),
    ],
)

REPLIES = ReadModel(
    COMMANDS.collection,
    indexes=[
        IndexModel([("reply.id", ASCENDING)], sparse=True),
        IndexModel([("reply.barrier", ASCENDING)], sparse=True),
    ],
)
"""The answers that commands are kept with, for they hold a barrier's words for a week."""


def remove_words(
    events: Documents,
    replies: Documents,
    barrier: str,
    removed: Swap,
    at: datetime,
    session: ClientSession,
) -> None:
    """Swaps the words of a barrier wherever the service keeps them beside the barrier itself: in
    events that were told, so that who reads them again gets them without, and in kept answers.

    Such an event keeps its id and its place, and says from then on when it was `erased`.
    """
    told = {"aggregate": "barrier", "subject": barrier}
    answered = {"$or": [{"reply.id": barrier}, {"reply.barrier": barrier}]}
    swap_each(events, told, "data", removed, session, {"erased": at})
    swap_each(replies, answered, "reply", removed, session)


def swap_each(
    documents: Documents,
    wanted: Document,
    field: str,
    removed: Swap,
    session: ClientSession,
    mark: Document | None = None,
) -> None:
    """Swaps the texts in a field of some documents; `mark` is set in those that changed."""
    for each in documents.find(wanted, {field: True}, session=session):
        swapped = rewritten(each[field], removed)
        if swapped != each[field]:
            new = {"$set": {field: swapped, **(mark or {})}}
            documents.update_one({"_id": each["_id"]}, new, session=session)


def tell_title(
    workarounds: Documents, events: Documents, workaround: str, at: datetime, session: ClientSession
) -> None:
    """Lets the event that told of a workaround have its title only while everybody may read it.

    What is hidden may be shown again, and then the title is told as it was.
    """
    found = workarounds.find_one({"_id": workaround}, session=session) or {}
    told = {
        "aggregate": "workaround",
        "subject": workaround,
        "type": WorkaroundOffered.type_name(),
    }
    if found["hidden"] or found["withdrawn"]:
        new: Document = {"$set": {"data.title": REMOVED, "erased": at}}
    else:
        new = {"$set": {"data.title": found["title"]}, "$unset": {"erased": ""}}
    events.update_one(told, new, session=session)


def flag_document(flag: Flag) -> Document:
    fields: Document = CONVERTER.unstructure(flag)
    return {"_id": fields.pop("id"), **fields}


def flag_of(document: Document) -> Flag:
    return CONVERTER.structure({**document, "id": document["_id"]}, Flag)


def contribution(kind: FlagKind, object: str) -> tuple[Aggregates[Any], Document]:
    """Where what councils write for each other is kept, and the query for one of them."""
    if kind == "workaround":
        return WORKAROUNDS, {"_id": object, "withdrawn": False}
    return QUESTIONS, {"_id": object} if kind == "question" else {"answers.id": object}


def is_shown(kind: FlagKind, object: str, found: Document) -> bool:
    """Whether a contribution that was found is shown to everybody who may see the barrier."""
    if kind != "answer":
        return not found["hidden"]
    question = QUESTIONS.state(found)
    return not question.hidden and any(
        each.id == object and not each.hidden for each in question.answers
    )


def settle(flags: Documents, flag: Flag, settled: Settled, session: ClientSession) -> None:
    """Settles all open reports of the object."""
    same = {"object": flag.object, "kind": flag.kind, **OPEN}
    flags.update_many(same, {"$set": {"settled": CONVERTER.unstructure(settled)}}, session=session)
