"""Webhooks and their deliveries as each caller may see them."""

from dataclasses import dataclass
from datetime import datetime

from contracts.callers import Caller
from contracts.feeds import Cursor
from contracts.notifications import messages
from services.notifications.domain.addresses import without_path
from services.notifications.domain.webhooks import FEED, Webhook
from services.notifications.posting.events import pinned
from services.notifications.store.deliveries import Entry
from services.notifications.store.progress import Progress


@dataclass(frozen=True)
class Lag:
    """How many events of the feed are not delivered, and when the first of them happened."""

    behind: int | None
    since: datetime | None = None


def webhook(
    webhook: Webhook, version: int, progress: Progress, *, lag: Lag, caller: Caller
) -> messages.Webhook:
    theirs = webhook.organisation == caller.organisation
    return messages.Webhook(
        id=webhook.id,
        organisation=webhook.organisation,
        url=webhook.url if theirs else without_path(webhook.url),
        label=webhook.label,
        events=webhook.events,
        batch=webhook.batch,
        state=webhook.state,
        pause_reason=webhook.pause_reason,
        cursor=cursor(progress.cursor),
        behind=lag.behind,
        attempts=progress.attempts,
        failing_since=progress.failing_since,
        next_attempt=progress.next_attempt,
        replay_until=cursor(progress.replay.until) if progress.replay else None,
        last_delivered=progress.last_delivered,
        old_secret_until=webhook.old_until,
        pinned=pinned(webhook),
        created=webhook.created,
        created_by=webhook.created_by,
        version=version,
        waiting_since=lag.since,
        last_failure=progress.last_failure,
    )


def delivery(entry: Entry) -> messages.Delivery:
    places = [cursor(entry.positions[0]), cursor(entry.positions[-1])] if entry.positions else None
    return messages.Delivery(
        id=entry.post,
        attempt=entry.attempt,
        kind=entry.kind,
        webhook=entry.webhook,
        first=places[0] if places else None,
        last=places[1] if places else None,
        events=entry.events,
        types=entry.types,
        at=entry.at,
        seconds=entry.seconds,
        status=entry.status,
        failure=entry.failure,
        answer=entry.answer,
    )


def cursor(position: int) -> str:
    return str(Cursor(FEED, position))
