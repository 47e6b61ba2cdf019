"""Changes that a page makes, and the pages in memory that stop counting with them."""

from typing import Any

from starlette.requests import Request

from gateway import reads
from gateway.platform import Platform

BARRIERS = (reads.BARRIERS, reads.SECTOR_BARRIERS)
HELP_OFFER = (reads.MATCHING,)


async def change(
    request: Request, service: str, method: str, message: Any, *topics: str, key: str | None = None
) -> dict[str, Any]:
    """One command, sent once for each `key`; its sender's next page shows what it changed.

    Raises:
        Refusal: what the service answered instead.
    """
    platform: Platform = request.app.state.platform
    try:
        return await platform.ask(request, service, method, message, idempotency_key=key)
    finally:
        # Also where no answer came: it may have been done all the same.
        request.app.state.cache.drop(*topics)


def answers_of(council: str) -> tuple[str, str]:
    """The topics of a council's answers, and of what is suggested for them."""
    return reads.ASSESSMENT.format(council=council), reads.MATCHING
