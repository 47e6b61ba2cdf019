"""What was posted to webhooks, and what came of it.

RPC methods: ``deliveries``, ``delivery``, ``send_test_event``, ``resend_delivery``,
``skip_delivery``, ``replay_webhook``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from contracts.fields import Line, PageSize, Secret, Whole

DeliveryKind = Literal["event", "replay", "resend", "test", "verification"]

Failure = Literal[
    "refused",
    "redirected",
    "private-address",
    "no-such-host",
    "no-connection",
    "no-answer",
    "answer-too-long",
    "wrong-certificate",
    "wrong-challenge",
]
"""Why a post failed; ``refused``: the status was none of 2xx."""


@dataclass(frozen=True)
class Delivery:
    """One post to a webhook, the `attempt`-th of its events in a row.

    `first` and `last` are the cursors of its events, None of what is no event of the feed; `id` is
    the post's ``webhook-id``, the same for each attempt. `answer` is the beginning of what came
    back, 1,000 characters at most; `seconds` is how long it took. `failure` is None where it was
    delivered.
    """

    id: str
    attempt: int
    kind: DeliveryKind
    webhook: str
    first: str | None
    last: str | None
    events: int
    types: tuple[str, ...]
    at: datetime
    seconds: float
    status: int | None
    failure: Failure | None
    answer: str


@dataclass(frozen=True)
class ListDeliveries:
    """Of one webhook, the newest first; `failed` keeps those that failed, or those that did not.
    They are kept for 30 days."""

    webhook: Annotated[str, Line]
    failed: bool | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Deliveries:
    deliveries: tuple[Delivery, ...]
    next: str | None = None


@dataclass(frozen=True)
class GetDelivery:
    """All attempts of one post."""

    webhook: Annotated[str, Line]
    delivery: Annotated[str, Line]


@dataclass(frozen=True)
class DeliveryAttempts:
    """`body` is what is posted, read anew: words that were removed since are not in it."""

    attempts: tuple[Delivery, ...]
    body: str


@dataclass(frozen=True)
class SendTestEvent:
    """Posts a made-up event of this type now, marked as a test."""

    webhook: Annotated[str, Line]
    type: Annotated[str, Line] = "uk.waymark.barriers.barrier-raised.v1"


@dataclass(frozen=True)
class ResendDelivery:
    """Posts once more what was posted; its place in the feed stays where it is."""

    webhook: Annotated[str, Line]
    delivery: Annotated[str, Line]


@dataclass(frozen=True)
class SkipDelivery:
    """Gives up the post that is due and keeps failing, and goes on behind it."""

    webhook: Annotated[str, Line]
    version: Annotated[int, Whole] | None = None


@dataclass(frozen=True)
class ReplayWebhook:
    """Posts again, in order, what lies behind the cursor `after` up to the cursor `until`, or up to
    where the webhook is now. What happens meanwhile follows behind it."""

    webhook: Annotated[str, Line]
    after: Annotated[str, Line]
    until: Annotated[str, Line] | None = None
    version: Annotated[int, Whole] | None = None
