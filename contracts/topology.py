"""Every exchange, queue, binding and policy of the platform, as data.

Each process declares all of it before it works, so that no event is published while a queue that
should have it is missing. Names: events of a service go to the topic exchange ``<service>.events``;
the queue ``<subscriber>.from.<service>`` holds what one service wants of another.
"""

from dataclasses import dataclass

import contracts.accounts.events
import contracts.assessment.events
import contracts.barriers.events
import contracts.matching.events  # noqa: F401  (imported so that every event is registered)
from contracts.events import types_of

SERVICES = ("accounts", "assessment", "matching", "barriers", "reporting")

SUBSCRIPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "matching": {"accounts": ("council",), "assessment": ("assessment", "model")},
    "reporting": {
        "accounts": ("council",),
        "assessment": ("assessment",),
        "barriers": ("barrier",),
    },
}
"""Subscriber → publisher → the kinds of aggregate whose whole history it receives.

Whole, because order is kept by each aggregate's sequence: a subscriber that left one type out would
wait for ever for a number that never comes.
"""

DEAD_LETTERS = "waymark.dead"
DELIVERY_LIMIT = 20


@dataclass(frozen=True)
class SubscriptionQueue:
    """A durable quorum queue bound to one publisher's events."""

    name: str
    exchange: str
    routing_keys: tuple[str, ...]


def events_exchange(service: str) -> str:
    return f"{service}.events"


def notices_exchange(service: str) -> str:
    """Transient hints that something has changed. Losing one is harmless."""
    return f"{service}.notices"


def subscription_queue(subscriber: str, publisher: str) -> SubscriptionQueue:
    """The queue for all events of the aggregates that `subscriber` wants of `publisher`."""
    return SubscriptionQueue(
        name=f"{subscriber}.from.{publisher}",
        exchange=events_exchange(publisher),
        routing_keys=tuple(
            sorted(
                f"{publisher}.{cls.NAME}.*"
                for aggregate in SUBSCRIPTIONS[subscriber][publisher]
                for cls in types_of(publisher, aggregate)
            )
        ),
    )


def subscription_queues(subscriber: str | None = None) -> list[SubscriptionQueue]:
    """Those of one service, or everybody's."""
    subscribers = [subscriber] if subscriber else list(SUBSCRIPTIONS)
    return [
        subscription_queue(name, publisher)
        for name in subscribers
        for publisher in SUBSCRIPTIONS.get(name, {})
    ]


def policies() -> list[dict[str, object]]:
    """The broker's policies, in the form of a RabbitMQ definitions file, for any virtual host."""
    return [
        {
            "name": "subscriptions",
            "pattern": r"^[a-z]+\.from\.[a-z]+$",
            "apply-to": "queues",
            "priority": 10,
            "definition": {
                "delivery-limit": DELIVERY_LIMIT,
                "dead-letter-exchange": DEAD_LETTERS,
                "dead-letter-strategy": "at-least-once",
                "overflow": "reject-publish",
            },
        }
    ]
