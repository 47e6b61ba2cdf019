"""How far a subscriber is behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contracts.barriers.messages.feed import FEED, ReadEvents
from contracts.errors import Refusal
from contracts.subscribers import Subscriber
from waymark.management import Management
from waymark.operating import Ask

PAGE = 1_000
PAGES = 20
"""The feed is read backwards no further: what waits may be rare, and the feed long."""


@dataclass(frozen=True)
class Standing:
    """`waiting` events, those in hand included; `oldest` is when the first of them happened, where
    that could be found out. `connections` of its user are open."""

    subscriber: Subscriber
    waiting: int
    oldest: datetime | None
    connections: int

    @property
    def is_full(self) -> bool:
        return self.waiting >= self.subscriber.length


def standings(broker: Management, ask: Ask | None) -> list[Standing]:
    """Of all subscribers; without `ask`, which reads the feed, nobody knows an age."""
    waiting = {each["name"]: int(each.get("messages") or 0) for each in broker.queues()}
    return [
        Standing(
            each,
            waiting.get(each.queue, 0),
            oldest(ask, each.patterns, waiting.get(each.queue, 0)) if ask else None,
            broker.connections_of(each.name),
        )
        for each in broker.subscribers()
    ]


def oldest(ask: Ask, patterns: Sequence[str], waiting: int) -> datetime | None:
    """When the first of that many last events of the feed happened.

    Looking at the queue itself would take an event out and put it back, behind the back of whoever
    consumes it.
    """
    if not waiting:
        return None
    try:
        return first_of_the_last(ask, tuple(patterns), waiting)
    except Refusal:
        return None


def first_of_the_last(ask: Ask, patterns: tuple[str, ...], count: int) -> datetime | None:
    def read(after: int, limit: int) -> Any:
        return ask(FEED, "events", ReadEvents(after, patterns, limit))

    until = read(0, 1)["head"]
    for _ in range(PAGES):
        after = max(until - PAGE, 0)
        found = [each for each in read(after, PAGE)["events"] if int(each["position"]) <= until]
        if len(found) >= count:
            return datetime.fromisoformat(found[-count]["time"])
        count, until = count - len(found), after
        if not until:
            return datetime.fromisoformat(found[0]["time"]) if found else None
    return None


def age(standing: Standing) -> float | None:
    """Seconds."""
    if standing.oldest is None:
        return None
    return max((datetime.now(UTC) - standing.oldest).total_seconds(), 0.0)
