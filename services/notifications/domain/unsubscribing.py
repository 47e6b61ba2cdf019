"""The secret in an e-mail's link by which its reader ends a topic without signing in (RFC 8058)."""

import base64
import binascii
import hashlib
import hmac
from datetime import date, timedelta

from contracts.errors import NotFound
from contracts.notifications.topics import TOPICS, TopicName

HOLDS = timedelta(days=366)
SIGNATURE_BYTES = 16


class NoSuchLink(NotFound):
    code = "no-such-unsubscribe-link"
    message = "This link is not one of ours. Copy all of it, or sign in to choose what we send."


class LinkExpired(NotFound):
    code = "unsubscribe-link-expired"
    message = "This link is more than a year old. Sign in to choose what we send."


def secret(person: str, topic: TopicName, made: date, key: bytes) -> str:
    """For an address: letters, digits, ``-``, ``_`` and a ``.``. The same each time."""
    said = f"{person} {topic} {made.isoformat()}".encode()
    return f"{_written(said)}.{_written(_signature(said, key))}"


def read(secret: str, key: bytes, today: date) -> tuple[str, TopicName]:
    """Whose link it is, and which topic it ends.

    Raises:
        NoSuchLink: nobody's.
        LinkExpired: it was made more than a year ago.
    """
    try:
        said, signature = (_read(part) for part in secret.split("."))
    except (ValueError, binascii.Error):
        raise NoSuchLink from None
    if not hmac.compare_digest(signature, _signature(said, key)):
        raise NoSuchLink
    person, topic, made = said.decode().split(" ")
    known: TopicName | None = next((name for name in TOPICS if name == topic), None)
    if known is None:
        raise NoSuchLink
    if date.fromisoformat(made) + HOLDS < today:
        raise LinkExpired
    return person, known


def _signature(said: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"unsubscribe:" + said, hashlib.sha256)[:SIGNATURE_BYTES]


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
