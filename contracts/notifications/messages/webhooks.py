"""Webhooks: addresses of other systems that barrier events are posted to.

RPC methods: ``register_webhook``, ``webhooks``, ``webhook``, ``change_webhook``,
``verify_webhook``, ``pause_webhook``, ``resume_webhook``, ``rotate_webhook_secret``,
``remove_webhook``; those of deliveries are in `deliveries`.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from contracts.barriers.patterns import BarrierPattern
from contracts.fields import Line, PageSize, Secret, WebAddress, Whole
from contracts.notifications.messages.deliveries import Failure

WebhookState = Literal["unverified", "active", "paused", "ended"]
WEBHOOK_STATES: tuple[WebhookState, ...] = get_args(WebhookState)

PauseReason = Literal["by-hand", "failed-too-long", "organisation-ended"]

Version = Annotated[int, Whole]


class WebhookPattern(BarrierPattern):
    """One of any version: in which a webhook gets its events is pinned, and a pattern for today's
    version alone would find nothing from the day of the next one on."""

    VERSION = re.compile(r"\.v[0-9]+$")

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        return self.VERSION.sub(".*", super()._deserialize(*args, **kwargs))


@dataclass(frozen=True)
class RegisterWebhook:
    """For the caller's own organisation. `events` are patterns such as ``barriers.#``; that of one
    version, such as ``barriers.barrier-raised.v1``, is kept as one of all versions.

    `batch` is how many events one post may hold: 1 posts each event by itself, more posts them as a
    batch of CloudEvents. `after` is the cursor behind which it begins; ``now`` begins with what
    happens next, ``beginning`` with the first event of all.
    """

    url: Annotated[str, WebAddress]
    label: Annotated[str, Line]
    events: tuple[Annotated[str, WebhookPattern], ...] = ("barriers.#",)
    batch: Annotated[int, PageSize] = 1
    after: Annotated[str, Line] = "now"


@dataclass(frozen=True)
class LastFailure:
    """Why a post was not taken, and when; `status` is None where no answer came."""

    failure: Failure
    status: int | None
    at: datetime


@dataclass(frozen=True)
class Webhook:
    """`cursor` is the place in the feed up to which everything is delivered, `behind` how many of
    the feed's events lie between that and the newest, and `waiting_since` when the first of these
    happened; both are None while barriers is away, the latter also where nothing waits. `attempts`
    is how often the post that is due has failed in a row, the first time at `failing_since`; it is
    tried again at `next_attempt`. While `replay_until` is set, what lies before it is posted again.

    `last_failure` is what went wrong last with the challenge or the post that is due, or what ended
    the webhook; None as soon as an address has taken it.

    `pinned` are the types that it gets in the version of the day it was registered, which is no
    longer today's, such as ``barriers.barrier-raised.v1``.

    A secret that was rotated is signed with beside the new one until `old_secret_until`.

    An administrator sees the `url` of another organisation's as far as its host and port.
    """

    id: str
    organisation: str
    url: str
    label: str
    events: tuple[str, ...]
    batch: int
    state: WebhookState
    pause_reason: PauseReason | None
    cursor: str
    behind: int | None
    attempts: int
    failing_since: datetime | None
    next_attempt: datetime | None
    replay_until: str | None
    last_delivered: datetime | None
    old_secret_until: datetime | None
    pinned: tuple[str, ...]
    created: datetime
    created_by: str
    version: int
    waiting_since: datetime | None = None
    last_failure: LastFailure | None = None


@dataclass(frozen=True)
class WebhookWithSecret:
    """`secret` signs every post (``whsec_…``, as Standard Webhooks 1.0 has it). It is shown when a
    webhook is registered and when the secret is rotated, and never again."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True)
class ListWebhooks:
    """Those of the caller's organisation; an administrator sees everybody's, unless `own` keeps
    those of their own."""

    own: bool = False
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Webhooks:
    webhooks: tuple[Webhook, ...]
    next: str | None = None


@dataclass(frozen=True)
class GetWebhook:
    webhook: Annotated[str, Line]


@dataclass(frozen=True)
class ChangeWebhook:
    """All of it as it is to be from now on. Another `url` has to be verified anew.

    `newest_versions` gives it every type in today's version from now on.

    `version` is the one that was read, here and in everything that changes a webhook.
    """

    webhook: Annotated[str, Line]
    url: Annotated[str, WebAddress]
    label: Annotated[str, Line]
    events: tuple[Annotated[str, WebhookPattern], ...]
    batch: Annotated[int, PageSize] = 1
    newest_versions: bool = False
    version: Version | None = None


@dataclass(frozen=True)
class VerifyWebhook:
    """Posts a challenge to the address now, which has to answer with it; then it is active."""

    webhook: Annotated[str, Line]


@dataclass(frozen=True)
class PauseWebhook:
    webhook: Annotated[str, Line]
    version: Version | None = None


@dataclass(frozen=True)
class ResumeWebhook:
    """Goes on where it was paused; nothing that happened meanwhile is left out."""

    webhook: Annotated[str, Line]
    version: Version | None = None


@dataclass(frozen=True)
class RotateWebhookSecret:
    """`keep_hours` is how long the old secret signs beside the new one, 0 to 168."""

    webhook: Annotated[str, Line]
    keep_hours: Annotated[int, Whole] = 24
    version: Version | None = None


@dataclass(frozen=True)
class RemoveWebhook:
    webhook: Annotated[str, Line]
    version: Version | None = None
