"""The broker's policies, as data: limits, dead-lettering and lengths of the platform's queues.

Policies and not arguments of queues, so that an operator can change one while the queue is in use.
What they say means the same to RabbitMQ 3.10 and to 4.x.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contracts import topology

DELIVERY_LIMIT = 50
"""A process that is killed by one message counts a delivery against each of its up to 400
neighbours in hand. The inbox parks a message that killed its process three times, so this limit is
the last resort, and lies high enough to spare the neighbours."""

DEAD_DELIVERY_LIMIT = 1_000_000
"""RabbitMQ 4 drops what was delivered 20 times where nothing else is said, and 3.10 does not know
its word for "never" (-1). A dead letter has nowhere else to go."""

SUBSCRIPTION_LENGTH = 1_000_000
"""Messages of a subscriber that is away. Then the queue refuses, the relay gets no confirm, and
events stay in their publisher's store until there is room."""

REQUEST_SECONDS = 60
"""No request has a longer deadline; behind one without any, others would not expire."""

REQUESTS_LENGTH = 10_000
"""Requests of a service that is away; beyond it those that have waited longest are dropped, and
their callers are told at their deadline."""

RETIRED = ("subscriptions",)
"""Names of policies of earlier releases."""


@dataclass(frozen=True)
class Policy:
    """Holds for every queue whose name `pattern`, a regular expression, finds.

    Of several that do, the one with the highest priority holds alone.
    """

    name: str
    pattern: str
    priority: int
    definition: Mapping[str, str | int]

    def body(self) -> dict[str, object]:
        """In the words of RabbitMQ's definitions file and management API, but for its name."""
        return {
            "pattern": self.pattern,
            "apply-to": "queues",
            "priority": self.priority,
            "definition": dict(self.definition),
        }


def of_subscriber(subscriber: str) -> Policy:
    """For one service's subscription queues: its own, because its dead letters are its own."""
    return Policy(
        name=f"subscriptions-of-{subscriber}",
        pattern=rf"^{subscriber}\.from\.[a-z]+$",
        # Above the one that earlier releases had for all of them.
        priority=20,
        definition={
            "delivery-limit": DELIVERY_LIMIT,
            "dead-letter-exchange": topology.DEAD_LETTERS,
            "dead-letter-routing-key": subscriber,
            "dead-letter-strategy": "at-least-once",
            "max-length": SUBSCRIPTION_LENGTH,
            "overflow": "reject-publish",
        },
    )


DEAD = Policy(
    name="dead-letters",
    pattern=r"^[a-z]+\.dead$",
    priority=20,
    definition={"delivery-limit": DEAD_DELIVERY_LIMIT},
)

REQUESTS = Policy(
    name="requests",
    pattern=r"^rpc-[a-z]+$",
    priority=20,
    definition={
        "message-ttl": REQUEST_SECONDS * 1000,
        "max-length": REQUESTS_LENGTH,
        "overflow": "drop-head",
    },
)


def policies() -> list[Policy]:
    """Those of the platform's own queues; each subscriber outside has one more (`subscribers`)."""
    return [*(of_subscriber(name) for name in topology.SUBSCRIPTIONS), DEAD, REQUESTS]


def policy_of(queue: str) -> str:
    """The name of the policy that has to be in effect on one of the platform's queues."""
    found = (policy for policy in policies() if re.search(policy.pattern, queue))
    return max(found, key=lambda policy: policy.priority).name
