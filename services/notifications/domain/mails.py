"""What becomes of an e-mail that is to be sent, from its row to its end."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

from contracts.notifications.messages.mails import MailEnd

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""After a try that failed for this mail alone; the last one holds from then on."""

PATIENCE = timedelta(days=4)
"""After which a mail that can't be sent is given up. Mail servers are as patient (RFC 5321)."""

AWAY_PAUSES = (2.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds for which no mail is tried after the mail server could not be worked with."""

SILENCE = timedelta(seconds=15)
"""For which a mail waits whose words another service was asked for in vain."""

LONGEST_REASON = 300
ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")


@dataclass(frozen=True)
class Ended:
    """`reason` says in a few words of ours or the mail server's why it was not sent."""

    end: MailEnd
    reason: str | None = None


@dataclass(frozen=True)
class Again:
    """Not now: it is due again at `due`, because of `reason`, after so many `attempts`."""

    due: datetime
    reason: str
    attempts: int


def was_tried(row: Mapping[str, Any]) -> bool:
    """Whether it may have been sent: by a process that died, or one that never got the answer."""
    return row["claim"] is not None or row["reason"] is not None


def after_failure(row: Mapping[str, Any], reason: str, now: datetime) -> Again | Ended:
    """What becomes of a mail that was not accepted."""
    attempts = row["attempts"] + 1
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return _again(row, Again(now + pause, reason, attempts))


def after_away(
    row: Mapping[str, Any], reason: str, now: datetime, *, failures: int
) -> Again | Ended:
    """What becomes of the mail in hand when the mail server could not be worked with, for the
    `failures`-th time in a row. It goes behind the others: it may be what the server dies of."""
    due = now + timedelta(seconds=away_pause(failures))
    return _again(row, Again(due, reason, row["attempts"]))


def after_silence(row: Mapping[str, Any], reason: str, now: datetime) -> Again | Ended:
    """What becomes of a mail whose words could not be asked for. It alone waits for them."""
    return _again(row, Again(now + SILENCE, reason, row["attempts"]))


def _again(row: Mapping[str, Any], again: Again) -> Again | Ended:
    last = row["wanted"] + PATIENCE
    if row["until"]:
        last = min(last, row["until"])
    return Ended("given-up", again.reason) if again.due > last else again


def away_pause(failures: int) -> float:
    """Seconds to wait after so many failures of the mail server in a row, 1 or more."""
    return AWAY_PAUSES[min(failures, len(AWAY_PAUSES)) - 1]


def message_id(mail: str, host: str) -> str:
    """The Message-ID of a mail, the same each time that it is sent."""
    return f"<{quote(mail, safe='')}@{host}>"


def mail_of_message(message: str) -> str:
    """The id of the mail that a Message-ID, or the id alone, is of."""
    return unquote(message.strip().removeprefix("<").partition("@")[0])


def without_addresses(reason: str) -> str:
    """What a mail server said, which likes to repeat the address: none is kept."""
    return ADDRESS.sub("(address)", reason)[:LONGEST_REASON]


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
