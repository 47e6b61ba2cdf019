"""Events that people have to be told of, until they were, and for a while after."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import Errands
from services.notifications.domain.tellings import REMEMBERED

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

LONGER = timedelta(days=1)
"""So that what is forgotten is always too old to be told anew."""

TELLINGS = Errands(
    "tellings",
    indexes=[
        IndexModel([("done", ASCENDING), ("due", ASCENDING)]),
        IndexModel([("name", ASCENDING), ("at", ASCENDING)]),
        IndexModel("done", expireAfterSeconds=int((REMEMBERED + LONGER).total_seconds())),
    ],
)


def telling(name: str, data: dict[str, Any], at: datetime) -> Document:
    """All but its `_id`: that of the event. `due` is when it is looked at, first or again."""
    return {"name": name, "data": data, "at": at, "due": at, "done": None}


def due(tellings: Documents, at: datetime, limit: int, *, of_barriers: bool) -> list[Document]:
    """Those that nobody was told of yet, the first ones first: those of barriers or all others."""
    barrier = {"$ne": None} if of_barriers else None
    query = {"done": None, "due": {"$lte": at}, "data.barrier": barrier}
    return list(tellings.find(query).sort("due", ASCENDING).limit(limit))


def tell(tellings: Documents, ids: list[str], at: datetime, session: ClientSession) -> list[str]:
    """Those that were still to be done, in the order given: so two who work on them at once do each
    once."""
    undone = tellings.find({"_id": {"$in": ids}, "done": None}, {"_id": True}, session=session)
    mine = {each["_id"] for each in undone}
    tellings.update_many({"_id": {"$in": list(mine)}}, {"$set": {"done": at}}, session=session)
    return [each for each in ids if each in mine]


def tell_later(tellings: Documents, id: str, until: datetime) -> None:
    tellings.update_one({"_id": id, "done": None}, {"$set": {"due": until}})


def leave(tellings: Documents, id: str, what: Document) -> None:
    """A telling of something that is no event, under an id of its own; a second one is none."""
    tellings.update_one({"_id": id}, {"$setOnInsert": what}, upsert=True)


def happened(
    tellings: Documents, names: Iterable[str], after: datetime, until: datetime
) -> list[Document]:
    """What happened behind `after` and up to `until`, in order."""
    query = {"name": {"$in": list(names)}, "at": {"$gt": after, "$lte": until}}
    return list(tellings.find(query).sort([("at", ASCENDING), ("_id", ASCENDING)]))
