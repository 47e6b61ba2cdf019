"""Waiting for one service to hear what another has told."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from waymark.problems import Problem

T = TypeVar("T")

PATIENCE = 30.0
PAUSE = 0.1


async def until(
    ask: Callable[[], Awaitable[T]], heard: Callable[[T], bool], *, waiting_for: str
) -> T:
    """Asks until the answer says that it was heard, and gives that answer.

    Raises:
        Problem: that outlasts `PATIENCE`.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = await ask()
        if heard(answer):
            return answer
        await asyncio.sleep(PAUSE)
    raise Problem(
        f"Waited {PATIENCE:.0f} s for {waiting_for}, in vain. Look at the services' logs, then run"
        " `waymark demo load` again: it goes on where it stopped."
    )
