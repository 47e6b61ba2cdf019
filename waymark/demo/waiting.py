"""Waiting for one service to hear what another has told."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 30.0
PAUSE = 0.1


async def until(ask: Callable[[], Awaitable[T]], heard: Callable[[T], bool]) -> T | None:
    """Asks until the answer says that it was heard; None where that outlasts `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = await ask()
        if heard(answer):
            return answer
        await asyncio.sleep(PAUSE)
    return None
