"""What happens in notifications.

No event has a webhook's whole address in it: path and query of one may be a secret of its owner's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.events import Event, event
from contracts.notifications.messages.webhooks import PauseReason

EndReason = Literal["gone", "removed"]
"""``gone``: its address answered 410. ``removed``: somebody removed it."""


@dataclass(frozen=True)
class WebhookFacts:
    """What a webhook asks for: `host` of its address, patterns of events, events in one post."""

    host: str
    events: tuple[str, ...]
    batch: int


@event("notifications", "webhook-registered", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookRegistered(Event):
    """`by` is the person or key that did it, for `organisation`."""

    webhook: str
    organisation: str
    facts: WebhookFacts
    by: str
    at: datetime


@event("notifications", "webhook-verified", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookVerified(Event):
    """Its address answered the challenge, so events are posted to it from now on."""

    webhook: str
    at: datetime


@event("notifications", "webhook-changed", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookChanged(Event):
    """`facts` is the whole of it; `verified` is false where its address is another one now."""

    webhook: str
    facts: WebhookFacts
    verified: bool
    at: datetime


@event("notifications", "webhook-paused", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookPaused(Event):
    """`failing_since` and `failure` say why, where it has failed too long."""

    webhook: str
    organisation: str
    reason: PauseReason
    failing_since: datetime | None
    failure: str | None
    at: datetime


@event("notifications", "webhook-resumed", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookResumed(Event):
    webhook: str
    at: datetime


@event("notifications", "webhook-secret-rotated", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookSecretRotated(Event):
    """Posts are signed with the old secret as well until `old_until`."""

    webhook: str
    old_until: datetime
    at: datetime


@event("notifications", "webhook-replayed", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookReplayed(Event):
    """Somebody asked for what lies behind the cursor `after` up to `until` once more."""

    webhook: str
    after: str
    until: str
    at: datetime


@event("notifications", "webhook-delivery-skipped", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookDeliverySkipped(Event):
    """Somebody gave up the post that was due; it goes on behind the cursor `past`."""

    webhook: str
    past: str
    at: datetime


@event("notifications", "webhook-ended", of="webhook", subject="webhook")
@dataclass(frozen=True)
class WebhookEnded(Event):
    """For good: nothing is posted to it any more."""

    webhook: str
    organisation: str
    reason: EndReason
    at: datetime
