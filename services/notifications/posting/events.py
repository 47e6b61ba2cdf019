"""Barrier events as they are posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from contracts import downcasting
from contracts.events import CURRENT, PREFIX
from contracts.feeds import matches
from services.notifications.domain.webhooks import FEED, Webhook

SINGLE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"


@dataclass(frozen=True)
class FeedEvent:
    """An event of the feed; `body` is all of it in JSON, and all that is kept of it."""

    position: int
    id: str
    type: str
    body: bytes

    @property
    def key(self) -> str:
        return self.type.removeprefix(f"{PREFIX}.")


@dataclass(frozen=True)
class Post:
    """Events that go out together; `last` is the position behind which the next post begins."""

    id: str
    content_type: str
    body: bytes
    events: tuple[FeedEvent, ...]
    last: int


def feed_event(event: dict[str, Any]) -> FeedEvent:
    return FeedEvent(int(event["position"]), event["id"], event["type"], orjson.dumps(event))


def is_wanted(event: FeedEvent, patterns: tuple[str, ...]) -> bool:
    return any(matches(pattern, event.key) for pattern in patterns)


def post_of(webhook: Webhook, events: Sequence[FeedEvent], last: int) -> Post:
    """One event by itself, or several as a batch. The same events make the same post."""
    bodies = [body_of(event, webhook.versions) for event in events]
    if webhook.batch == 1:
        return Post(events[0].id, SINGLE, bodies[0], tuple(events), last)
    name = f"{webhook.id}.{events[0].position}-{events[-1].position}"
    return Post(name, BATCH, b"[" + b",".join(bodies) + b"]", tuple(events), last)


def body_of(event: FeedEvent, versions: Mapping[str, int]) -> bytes:
    """In the version that the webhook was promised, where one leads back to it."""
    wanted = versions.get(name_of(event.key))
    if wanted is None or event.key.endswith(f".v{wanted}"):
        return event.body
    return orjson.dumps(downcasting.in_version(orjson.loads(event.body), wanted))


def name_of(key: str) -> str:
    """``barrier-raised`` of ``barriers.barrier-raised.v1``."""
    return key.removeprefix(f"{FEED}.").rpartition(".")[0]


def todays_versions() -> dict[str, int]:
    """Of every type of barrier event, by its name without the service."""
    return {
        name.removeprefix(f"{FEED}."): cls.VERSION
        for name, cls in CURRENT.items()
        if cls.SERVICE == FEED
    }


def pinned(webhook: Webhook) -> tuple[str, ...]:
    """The routing keys of what it gets in an older version than today's."""
    today = todays_versions()
    return tuple(
        f"{FEED}.{name}.v{version}"
        for name, version in sorted(webhook.versions.items())
        if version < today.get(name, version)
        and downcasting.reaches(f"{FEED}.{name}", today[name], version)
    )
