"""Systems outside that listen over AMQP: what each has on the broker, and what its user may do.

A subscriber's user reads events of barriers and consumes one queue, which the operator's command
makes. It declares none: a queue of its own could be told to refuse messages when it is full, and
would then hold up the relay, and with it everybody else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from marshmallow import ValidationError

from contracts import topology
from contracts.barriers.messages.feed import FEED
from contracts.barriers.patterns import BarrierPattern
from contracts.feeds import simplest
from contracts.fields import Flag, Slug, Whole
from contracts.policies import DEAD_DELIVERY_LIMIT, Policy

EXCHANGE = topology.events_exchange(FEED)

LENGTH = 100_000
"""Events that wait for a subscriber, where nothing else was said."""

MOST_LENGTH = 1_000_000

MOST_BYTES = 256 * 2**20
"""Of one queue, on the broker's disk, however long its events are."""

CONNECTIONS = 20
"""Of one subscriber at a time."""

OURS = frozenset({*topology.SERVICES, "gateway", "operator", "waymark", "amq", "rpc", "nameko"})
"""Names under which queues or users of the platform or of RabbitMQ stand."""

WORD = r"[a-z0-9*#-]+"


class SubscriberName(Slug):
    """Begins with a letter; no name of ours."""

    maximum = 40

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        text = value if isinstance(value, str) else ""
        if len(text) > self.maximum or not self.FORM.fullmatch(text) or not text[0].isalpha():
            raise ValidationError(
                "Must be lower-case letters, digits and single hyphens, beginning with a letter, "
                f"at most {self.maximum} characters, such as my-council-tools. No wildcards: the "
                "queue and the rights of the subscriber bear its name."
            )
        if text.split("-")[0] in OURS:
            raise ValidationError("Is a name of the platform's own: choose another.")
        return text


class Length(Whole):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = super()._deserialize(value, attr, data, **kwargs)
        if not 10 <= number <= MOST_LENGTH:
            raise ValidationError(f"Must be between 10 and {MOST_LENGTH}.")
        return number


@dataclass(frozen=True)
class Subscriber:
    """A system that listens over AMQP to those events whose routing key a pattern matches.

    `length` is the number of events that its queue holds; `ready` once all of it is on the broker.
    """

    name: Annotated[str, SubscriberName]
    patterns: tuple[Annotated[str, BarrierPattern], ...]
    length: Annotated[int, Length] = LENGTH
    ready: Annotated[bool, Flag] = False

    @property
    def queue(self) -> str:
        return f"{self.name}.{FEED}"

    @property
    def policy(self) -> Policy:
        """Drops the oldest of a full queue, and never refuses what the relay publishes."""
        return Policy(
            name=f"subscriber-{self.name}",
            pattern=rf"^{self.name}\.",
            priority=30,
            definition={
                "max-length": self.length,
                "max-length-bytes": MOST_BYTES,
                "overflow": "drop-head",
                "delivery-limit": DEAD_DELIVERY_LIMIT,
            },
        )

    @property
    def permissions(self) -> Mapping[str, str]:
        """Regular expressions of the names of what its user may do that to."""
        return {
            "configure": "^$",
            "write": rf"^{self.name}\.",
            "read": rf"^({self.name}\..*|{re.escape(EXCHANGE)})$",
        }

    @property
    def topic_permissions(self) -> Mapping[str, str]:
        """Which keys its user may bind its queue by: the patterns, and what is narrower."""
        narrower = "|".join(map(keys_within, self.patterns))
        return {"exchange": EXCHANGE, "write": "^$", "read": f"^({narrower})$"}


def keys_within(pattern: str) -> str:
    """A regular expression of the binding keys that match nothing but what `pattern` matches."""
    words = simplest(pattern).split(".")
    if words == ["#"]:
        return rf"({WORD}(\.{WORD})*)?"
    found = ""
    for at, word in enumerate(words):
        if word == "#":
            found += rf"({WORD}\.)*" if at == 0 else rf"(\.{WORD})*"
        else:
            dot = r"\." if at and words[:at] != ["#"] else ""
            found += dot + (r"(\*|[a-z0-9-]+)" if word == "*" else re.escape(word))
    return found
