"""The secrets of webhooks, and the headers of Standard Webhooks 1.0 that are made with them.

Of each webhook a random seed is stored, and its secrets are derived from it by their number. So a
command that comes again is answered with the same secret, although no answer with a secret in it
is ever stored.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import standardwebhooks

from services.notifications.domain.webhooks import Webhook

PREFIX = "whsec_"


def new_seed() -> str:
    return secrets.token_hex(32)


def secret_of(webhook: Webhook, generation: int) -> str:
    """The secret with that number, from 1: ``whsec_`` and 32 bytes in base64."""
    text = f"webhook-secret:{webhook.id}:{generation}".encode()
    derived = hmac.new(bytes.fromhex(webhook.seed), text, hashlib.sha256).digest()
    return PREFIX + base64.b64encode(derived).decode()


def headers(webhook: Webhook, post: str, body: bytes, at: datetime) -> dict[str, str]:
    """Those that say what is posted and prove who posts it; `at` is aware, in UTC."""
    text = body.decode()
    signatures = [
        standardwebhooks.Webhook(secret_of(webhook, generation)).sign(post, at, text)
        for generation in signing(webhook, at)
    ]
    return {
        "webhook-id": post,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def signing(webhook: Webhook, at: datetime) -> list[int]:
    """The numbers of the secrets that sign now: the newest, and the one before while it is kept."""
    if webhook.old_until and at < webhook.old_until:
        return [webhook.generation, webhook.generation - 1]
    return [webhook.generation]
