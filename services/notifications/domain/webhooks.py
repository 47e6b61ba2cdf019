"""A webhook: an address of another system that barrier events are posted to, in their order.

How far it has come and what failed is no part of it: that changes with every post, and stands in
`services.notifications.store.progress`.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from contracts.errors import Conflict, Invalid, NotFound
from contracts.feeds import Cursor
from contracts.notifications.events import (
    EndReason,
    WebhookChanged,
    WebhookDeliverySkipped,
    WebhookEnded,
    WebhookFacts,
    WebhookPaused,
    WebhookRegistered,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretRotated,
    WebhookVerified,
)
from contracts.notifications.messages.webhooks import PauseReason, WebhookState
from contracts.outcomes import Outcome, changed, unchanged

MOST_WEBHOOKS = 20
"""Of one organisation."""

LONGEST_KEPT = 168
"""Hours for which an old secret may sign beside the new one."""

MOST_PATTERNS = 50

FEED = "barriers"


class NoSuchWebhook(NotFound):
    code = "no-such-webhook"
    message = "There is no such webhook."


class TooManyWebhooks(Conflict):
    code = "too-many-webhooks"
    message = f"An organisation has {MOST_WEBHOOKS} webhooks at the most. Remove one first."


class NotVerified(Conflict):
    code = "webhook-not-verified"
    message = "The address has not answered the challenge yet. Verify it first."


class NotPaused(Conflict):
    code = "webhook-not-paused"
    message = "The webhook is not paused."


class HasEnded(Conflict):
    code = "webhook-has-ended"
    message = "The webhook has ended: its address answered 410. Register another one."


class NothingDue(Conflict):
    code = "nothing-to-skip"
    message = "No post of this webhook has failed and is due again, so there is none to skip."


@dataclass(frozen=True)
class Webhook:
    """`seed` is what its secrets are derived from and `generation` counts them from 1; where
    `old_until` lies ahead, the one before signs too. `versions` are those of the event types of the
    day it was registered, by name without the service, such as ``barrier-raised``. `place` is 0 to
    19, its own among those of the organisation."""

    id: str
    organisation: str
    url: str
    label: str
    events: tuple[str, ...]
    batch: int
    seed: str
    created: datetime
    created_by: str
    versions: dict[str, int] = field(default_factory=dict)
    generation: int = 1
    old_until: datetime | None = None
    state: WebhookState = "unverified"
    pause_reason: PauseReason | None = None
    removed: bool = False
    place: int | None = None

    @property
    def facts(self) -> WebhookFacts:
        return WebhookFacts(urlsplit(self.url).hostname or "", self.events, self.batch)

    @property
    def verified(self) -> bool:
        return self.state in ("active", "paused")


def register(webhook: Webhook) -> Outcome[Webhook]:
    return changed(
        webhook,
        WebhookRegistered(
            webhook.id, webhook.organisation, webhook.facts, webhook.created_by, webhook.created
        ),
    )


def verify(webhook: Webhook, url: str, at: datetime) -> Outcome[Webhook]:
    """The address `url` has answered; where it is another one meanwhile, nothing changes."""
    must_be_alive(webhook)
    if webhook.url != url or webhook.verified:
        return unchanged(webhook)
    return changed(replace(webhook, state="active"), WebhookVerified(webhook.id, at))


def change(
    webhook: Webhook,
    *,
    url: str,
    label: str,
    events: tuple[str, ...],
    batch: int,
    versions: dict[str, int] | None,
    at: datetime,
) -> Outcome[Webhook]:
    """`versions` are those of today where it is to have them from now on; None leaves its own."""
    must_be_alive(webhook)
    after = replace(
        webhook,
        url=url,
        label=label,
        events=events,
        batch=batch,
        versions=webhook.versions if versions is None else versions,
    )
    if url != webhook.url:
        after = replace(after, state="unverified", pause_reason=None)
    if after == webhook:
        return unchanged(webhook)
    return changed(after, WebhookChanged(webhook.id, after.facts, after.verified, at))


def pause(
    webhook: Webhook,
    reason: PauseReason,
    at: datetime,
    *,
    failing_since: datetime | None = None,
    failure: str | None = None,
) -> Outcome[Webhook]:
    """A second time changes nothing. Raises NotVerified where nothing is posted to it yet."""
    must_be_alive(webhook)
    if webhook.state == "paused":
        return unchanged(webhook)
    must_be_verified(webhook)
    return changed(
        replace(webhook, state="paused", pause_reason=reason),
        WebhookPaused(webhook.id, webhook.organisation, reason, failing_since, failure, at),
    )


def resume(webhook: Webhook, at: datetime) -> Outcome[Webhook]:
    """A second time changes nothing."""
    must_be_alive(webhook)
    must_be_verified(webhook)
    if webhook.state == "active":
        return unchanged(webhook)
    return changed(
        replace(webhook, state="active", pause_reason=None), WebhookResumed(webhook.id, at)
    )


def rotate(webhook: Webhook, keep_hours: int, at: datetime) -> Outcome[Webhook]:
    """A new secret; one that was still kept from before signs no more.

    Raises:
        Invalid: `keep_hours` is not 0 to 168.
    """
    must_be_alive(webhook)
    if not 0 <= keep_hours <= LONGEST_KEPT:
        raise Invalid(details={"keep_hours": [f"Must be between 0 and {LONGEST_KEPT}."]})
    until = at + timedelta(hours=keep_hours)
    after = replace(webhook, generation=webhook.generation + 1, old_until=until)
    return changed(after, WebhookSecretRotated(webhook.id, until, at))


def replay(webhook: Webhook, after: int, until: int, at: datetime) -> Outcome[Webhook]:
    """Raises Invalid where nothing lies between, NotVerified where nothing may be posted yet."""
    must_be_alive(webhook)
    must_be_verified(webhook)
    if after >= until:
        raise Invalid(details={"after": [f"Must be before {Cursor(FEED, until)}."]})
    event = WebhookReplayed(webhook.id, str(Cursor(FEED, after)), str(Cursor(FEED, until)), at)
    return changed(webhook, event)


def skip(webhook: Webhook, due: int | None, at: datetime) -> Outcome[Webhook]:
    """`due` is the last position of the post that is due. Raises NothingDue where none failed."""
    must_be_alive(webhook)
    if due is None:
        raise NothingDue
    return changed(webhook, WebhookDeliverySkipped(webhook.id, str(Cursor(FEED, due)), at))


def remove(webhook: Webhook, at: datetime) -> Outcome[Webhook]:
    """For good, also where it has ended by itself."""
    return unchanged(webhook) if webhook.removed else end(webhook, "removed", at)


def end_as_gone(webhook: Webhook, url: str, at: datetime) -> Outcome[Webhook]:
    """It ends for good; unless `url`, which said so, has been left for another meanwhile."""
    if webhook.state == "ended" or webhook.url != url:
        return unchanged(webhook)
    return end(webhook, "gone", at)


def end(webhook: Webhook, reason: EndReason, at: datetime) -> Outcome[Webhook]:
    after = replace(webhook, state="ended", pause_reason=None, removed=reason == "removed")
    return changed(after, WebhookEnded(webhook.id, webhook.organisation, reason, at))


def must_be_alive(webhook: Webhook) -> None:
    if webhook.state == "ended":
        raise HasEnded


def must_be_verified(webhook: Webhook) -> None:
    if not webhook.verified:
        raise NotVerified


def must_be_patterns(patterns: tuple[str, ...]) -> None:
    """Raises Invalid where none is given, or more than 50."""
    if not 1 <= len(patterns) <= MOST_PATTERNS:
        raise Invalid(details={"events": [f"Must be 1 to {MOST_PATTERNS} kinds of events."]})
