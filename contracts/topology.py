"""Every exchange, queue and binding of the platform, as data; their policies are in `policies`.

Each process declares all of it before it works, so that no event is published while a queue that
should have it is missing. Names: events of a service go to the topic exchange ``<service>.events``;
the queue ``<subscriber>.from.<service>`` holds what one service wants of another, and
``<subscriber>.dead`` what the broker gave up delivering to it; ``rpc-<service>`` holds requests.
"""

from dataclasses import dataclass

import contracts.accounts.events
import contracts.assessment.events
import contracts.barriers.events
import contracts.matching.events
import contracts.notifications.events  # noqa: F401  (imported so that every event is registered)
from contracts.events import types_of

SERVICES = ("accounts", "assessment", "matching", "barriers", "reporting", "notifications")

SUBSCRIPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "matching": {"accounts": ("council",), "assessment": ("assessment", "model")},
    "barriers": {"accounts": ("body",)},
    "reporting": {
        "accounts": ("council",),
        "assessment": ("assessment",),
        "barriers": ("barrier",),
    },
    "notifications": {
        "accounts": ("person",),
        "assessment": ("assessment",),
        "barriers": ("barrier", "question", "workaround", "working-group"),
        "notifications": ("webhook",),
    },
}
"""Subscriber → publisher → the kinds of aggregate whose whole history it receives.

Whole, because order is kept by each aggregate's sequence: a subscriber that left one type out would
wait for ever for a number that never comes.
"""

DEAD_LETTERS = "waymark.dead-letters"
"""The exchange to which the broker hands what it gives up; its routing keys are subscribers."""

RPC_EXCHANGE = "nameko-rpc"


@dataclass(frozen=True)
class Exchange:
    """A durable exchange."""

    name: str
    type: str


@dataclass(frozen=True)
class Queue:
    """A durable queue; `type` is quorum or classic. Everything else about it is policy."""

    name: str
    type: str


@dataclass(frozen=True)
class Binding:
    """What comes to `exchange` under a key that matches goes to `queue`."""

    exchange: str
    queue: str
    routing_key: str


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


def dead_letter_queue(subscriber: str) -> str:
    """The queue of what the broker gave up delivering to that service, as it came."""
    return f"{subscriber}.dead"


def rpc_queue(service: str) -> str:
    """The name that nameko gives the queue of a service's requests."""
    return f"rpc-{service}"


def exchanges() -> list[Exchange]:
    events = [events_exchange(service) for service in SERVICES]
    notices = [notices_exchange(service) for service in SERVICES]
    topics = [*events, *notices, RPC_EXCHANGE]
    return [*(Exchange(name, "topic") for name in topics), Exchange(DEAD_LETTERS, "direct")]


def queues() -> list[Queue]:
    quorum = [
        *(queue.name for queue in subscription_queues()),
        *(dead_letter_queue(subscriber) for subscriber in SUBSCRIPTIONS),
    ]
    return [
        *(Queue(name, "quorum") for name in quorum),
        *(Queue(rpc_queue(service), "classic") for service in SERVICES),
    ]


def bindings() -> list[Binding]:
    """All but those of the default exchange, which the broker makes by itself."""
    return [
        *(
            Binding(queue.exchange, queue.name, key)
            for queue in subscription_queues()
            for key in queue.routing_keys
        ),
        *(Binding(DEAD_LETTERS, dead_letter_queue(name), name) for name in SUBSCRIPTIONS),
        *(Binding(RPC_EXCHANGE, rpc_queue(name), f"{name}.*") for name in SERVICES),
    ]
