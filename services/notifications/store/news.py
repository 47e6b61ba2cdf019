"""What each person was told: listed in the web client, and waiting for a summary by e-mail."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import ReadModel
from contracts.notifications.topics import TopicName
from services.notifications.domain.choices import Choices
from services.notifications.domain.times import ROUNDS

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

KEPT_SECONDS = 180 * 24 * 3600
NEWEST_TOLD = (("told", DESCENDING), ("_id", DESCENDING))

VOICE = "barrier-supported"
"""Of which somebody has one item for each barrier: the newest. Hundreds may come to meet it."""

NEWS = ReadModel(
    "news",
    indexes=[
        IndexModel([("person", ASCENDING), *NEWEST_TOLD]),
        IndexModel(
            [("waits", ASCENDING), ("person", ASCENDING)],
            partialFilterExpression={"waits": {"$exists": True}},
        ),
        IndexModel(
            [("data.barrier", ASCENDING), ("person", ASCENDING)],
            partialFilterExpression={"name": VOICE},
        ),
        IndexModel("told", expireAfterSeconds=KEPT_SECONDS),
    ],
)
"""``{"_id", "person", "topic", "name", "data", "at", "told"}``; `waits` is the round, daily or
weekly, of the summary that it waits for."""

SEEN = ReadModel("seen")
"""By person: up to when they have seen what is new."""


def news_id(event: str, person: str) -> str:
    """One item for each event and person."""
    return f"{event}.{person}"


def news_item(
    telling: Document, person: str, topic: TopicName, choices: Choices, at: datetime
) -> Document:
    """What a person is told of an event at `at`, as often as they choose."""
    how = choices.of(topic)
    return {
        "_id": news_id(telling["_id"], person),
        "person": person,
        "topic": topic,
        "name": telling["name"],
        "data": telling["data"],
        "at": telling["at"],
        "told": at,
        **({"waits": how} if how in ROUNDS else {}),
    }


def add_news(news: Documents, items: Sequence[Document], session: ClientSession) -> None:
    """In the order in which they happened."""
    voices = [each for each in items if each["name"] == VOICE]
    newest = {(each["data"]["barrier"], each["person"]): each for each in voices}
    heard_of: dict[str, list[str]] = defaultdict(list)
    for barrier, person in newest:
        heard_of[barrier].append(person)
    for barrier, people in heard_of.items():
        earlier = {"name": VOICE, "data.barrier": barrier, "person": {"$in": people}}
        news.delete_many(earlier, session=session)
    rows = [*(each for each in items if each["name"] != VOICE), *newest.values()]
    if rows:
        news.insert_many(rows, session=session)


def waiting(news: Documents, person: str, round: str) -> list[Document]:
    return list(news.find({"waits": round, "person": person}).sort([("at", 1), ("_id", 1)]))


def who_waits(news: Documents, round: str) -> list[str]:
    return sorted(news.distinct("person", {"waits": round}))


def summed_up(news: Documents, items: Sequence[Document], session: ClientSession) -> None:
    ids = [each["_id"] for each in items]
    news.update_many({"_id": {"$in": ids}}, {"$unset": {"waits": ""}}, session=session)


def seen_until(seen: Documents, person: str) -> datetime | None:
    found = seen.find_one({"_id": person})
    return found["at"] if found else None


def unseen(news: Documents, person: str, since: datetime | None) -> int:
    newer = {"told": {"$gt": since}} if since else {}
    return news.count_documents({"person": person, **newer})


def see(seen: Documents, person: str, at: datetime) -> Callable[[ClientSession], None]:
    """What writes that somebody has seen all until then, in a transaction."""

    def write(session: ClientSession) -> None:
        seen.update_one({"_id": person}, {"$max": {"at": at}}, upsert=True, session=session)

    return write
