"""What services could not apply, as administrators meet it in pages and in the API."""

import asyncio
import time
from typing import Any

from starlette.requests import Request

from contracts import topology
from contracts.errors import DeadlineExceeded, NotFound, Unavailable
from contracts.operating.messages import GetState, RetryParked
from gateway.platform import Platform

SECONDS = 2.0
"""For which a page begins another batch of a retry; the rest is left to the next press."""

COUNTS = ("parked", "waiting", "oldest_parked")


class NoSuchService(NotFound):
    code = "no-such-service"
    message = "There is no service of that name."


async def ask(
    request: Request, service: str, method: str, message: Any, *, key: str | None = None
) -> dict[str, Any]:
    """Raises NoSuchService, or what the service answered instead."""
    if service not in topology.SERVICES:
        raise NoSuchService
    platform: Platform = request.app.state.platform
    return await platform.ask(request, service, method, message, idempotency_key=key)


async def overview(request: Request) -> list[dict[str, Any]]:
    """For each service ``{"service", "away", "parked", "waiting", "oldest_parked"}``."""
    return list(await asyncio.gather(*(_state(request, name) for name in topology.SERVICES)))


async def _state(request: Request, service: str) -> dict[str, Any]:
    away, found = False, {}
    try:
        found = await ask(request, service, "state", GetState())
    except (Unavailable, DeadlineExceeded):
        away = True
    except NotFound:
        # It answers, if only to say that it is of a release which knew no such question.
        pass
    return {"service": service, "away": away, **{name: found.get(name) for name in COUNTS}}


async def retry(
    request: Request, service: str, event: str, *, key: str | None = None
) -> dict[str, Any]:
    """As the service's `Retried`, of as many batches as there is time for."""
    message = RetryParked(event)
    return await go_on(
        request, service, await ask(request, service, "retry_parked", message, key=key)
    )


async def go_on(request: Request, service: str, retried: dict[str, Any]) -> dict[str, Any]:
    """Retries what the last answer left untried; all of it as one answer."""
    until, applied = time.monotonic() + SECONDS, retried["applied"]
    while retried["first"] and retried["failed"] is None and time.monotonic() < until:
        message = RetryParked(retried["first"])
        retried = await ask(request, service, "retry_parked", message)
        applied += retried["applied"]
    return {**retried, "applied": applied}
