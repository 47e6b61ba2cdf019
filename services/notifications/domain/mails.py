"""What becomes of an e-mail that is to be sent, from its row to its end."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contracts.notifications.messages.mails import MailEnd

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""After a try that failed for this mail alone; the last one holds from then on."""

PATIENCE = timedelta(days=4)
"""After which a mail that can't be sent is given up. Mail servers are as patient (RFC 5321)."""

AWAY_PAUSES = (2.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds for which no mail is tried after the mail server could not be worked with."""


@dataclass(frozen=True)
class Ended:
    """`reason` says in a few words of ours or the mail server's why it was not sent."""

    end: MailEnd
    reason: str | None = None


@dataclass(frozen=True)
class Again:
    """Not now: it is due again at `due`, because of `reason`."""

    due: datetime
    reason: str


def after_failure(
    reason: str, *, attempts: int, wanted: datetime, until: datetime | None, now: datetime
) -> Again | Ended:
    """What becomes of a mail that could not be sent, the `attempts`-th time, 1 or more.

    `wanted` is when it was to be sent; `until` when it will be of no use any more.
    """
    due = now + PAUSES[min(attempts, len(PAUSES)) - 1]
    last = min(wanted + PATIENCE, until) if until else wanted + PATIENCE
    return Ended("given-up", reason) if due > last else Again(due, reason)


def away_pause(failures: int) -> float:
    """Seconds to wait after so many failures of the mail server in a row, 1 or more."""
    return AWAY_PAUSES[min(failures, len(AWAY_PAUSES)) - 1]


def message_id(mail: str, host: str) -> str:
    """The Message-ID of a mail, the same each time that it is sent."""
    return f"<{mail}@{host}>"


def mail_of_message(message: str) -> str:
    """The id of the mail that a Message-ID, or the id alone, is of."""
    return message.strip().removeprefix("<").partition("@")[0]


def trace_of(address: str, key: bytes) -> str:
    """What is kept of an address that mail came back from: it can be known again, not read."""
    return hmac.digest(key, b"address:" + address.strip().lower().encode(), hashlib.sha256).hex()


def mail(
    id: str,
    *,
    person: str,
    topic: str,
    template: str,
    data: dict[str, Any],
    created: datetime,
    not_before: datetime | None = None,
    until: datetime | None = None,
) -> dict[str, Any]:
    """The row of a mail that waits to be sent.

    Args:
        id: unique for what it tells and whom: one that comes again is never sent again.
        person: whom; name, address and language are asked of accounts when it is sent.
        topic: of `contracts.notifications.topics`, for unsubscribing.
        template: a name in `services/notifications/templates`.
        data: what the template says, JSON values and datetimes; forgotten once it is sent.
        created: now.
        not_before: when to send it, if not at once.
        until: when it is of no use any more, such as a link that has expired.
    """
    wanted = not_before or created
    return {
        "_id": id,
        "person": person,
        "topic": topic,
        "template": template,
        "data": data,
        "created": created,
        "wanted": wanted,
        "until": until,
        "state": "waiting",
        "due": wanted,
        "attempts": 0,
        "reason": None,
        "claim": None,
    }
