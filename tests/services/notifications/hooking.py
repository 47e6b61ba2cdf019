"""What tests of webhooks do again and again."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from contracts.notifications.messages import (
    GetWebhook,
    ListDeliveries,
    RegisterWebhook,
    VerifyWebhook,
)
from tests.services.asking import Asking, lead
from tests.services.notifications.endpoint import Endpoint


async def registered(ask: Asking, council: str, endpoint: Endpoint, **given: Any) -> Any:
    """The webhook with its secret, of a lead of the council."""
    given = {"url": endpoint.url, "label": "Ours", **given}
    return await ask("notifications", "register_webhook", RegisterWebhook(**given), lead(council))


async def active(ask: Asking, council: str, endpoint: Endpoint, **given: Any) -> Any:
    """As `registered`, and verified."""
    made = await registered(ask, council, endpoint, **given)
    await do(ask, council, VerifyWebhook, "verify_webhook", made)
    return made


async def do(ask: Asking, council: str, message: Any, method: str, made: Any, **given: Any) -> Any:
    webhook = made.get("webhook", made)["id"]
    return await ask("notifications", method, message(webhook, **given), lead(council))


async def seen(ask: Asking, council: str, made: Any) -> Any:
    return await do(ask, council, GetWebhook, "webhook", made)


async def log(ask: Asking, council: str, made: Any, **given: Any) -> list[Any]:
    found = await do(ask, council, ListDeliveries, "deliveries", made, **given)
    return list(found["deliveries"])


async def until(holds: Callable[[], Any], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.02)
