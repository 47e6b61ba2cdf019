"""`ONLY=support`: 380 councils support one barrier, spread over a minute and as fast as it goes.

One in ten withdraws again. Afterwards the barrier has to have every voice that was given and not
withdrawn, each once, and its events have to have told each of them once: that is checked, and said.
MINUTE= is how many seconds the first load takes.
"""

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from backbone.identifiers import new_id
from contracts.barriers.messages import (
    GetBarrier,
    PublishTaxonomy,
    RaiseBarrier,
    SupportBarrier,
    WithdrawSupport,
)
from contracts.errors import DeadlineExceeded, Stale, Unavailable
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.benchmarks.figures import quantile
from tests.benchmarks.platform import HOMES, say
from tests.homes import home, sweep
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, asking, lead, serving

COUNCILS = 380
MINUTE = float(os.environ.get("MINUTE", "60"))
TAXONOMY = Path("content/barriers/taxonomy.yaml").read_text()
AT_ONCE = (16, 64)
"""How many requests are under way at a time, where they go as fast as they can."""


def main() -> None:
    sweep(HOMES)
    with home(HOMES / f"support-{os.getpid()}") as folder, Servers(folder, say=say) as servers:
        for instances in (2, 1):
            with serving(servers, {"barriers": instances}) as stack:
                asyncio.run(measure(stack, servers.mongodb_root_url, instances))


async def measure(stack: Stack, mongodb_url: str, instances: int) -> None:
    async with asking(stack) as ask:
        await ask("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), ADMINISTRATOR)
        with MongoClient[dict[str, Any]](mongodb_url) as client:
            if instances > 1:
                await run(ask, client, f"{instances} instances, in {MINUTE:.0f} s", spread())
            for most in AT_ONCE:
                await run(ask, client, f"{instances} instances, {most} at a time", limited(most))


Pace = Callable[[], Awaitable[asyncio.Semaphore]]


def spread() -> Pace:
    """Each comes at a moment of its own within the minute."""
    chance, room = random.Random(1), asyncio.Semaphore(COUNCILS)

    async def wait() -> asyncio.Semaphore:
        await asyncio.sleep(chance.uniform(0, MINUTE))
        return room

    return wait


def limited(most: int) -> Pace:
    room = asyncio.Semaphore(most)

    async def wait() -> asyncio.Semaphore:
        return room

    return wait


async def run(ask: Asking, client: MongoClient[dict[str, Any]], name: str, pace: Pace) -> None:
    """One load on a barrier of its own, and what came of it."""
    wanted = RaiseBarrier("A00", "One barrier", "That all of them meet.", "legal", named=False)
    barrier = (await ask("barriers", "raise_barrier", wanted, lead("A00")))["id"]
    seconds: list[float] = []
    again: list[str] = []
    before, began = conflicts(client), time.perf_counter()

    async def council(number: int) -> None:
        code = f"S{number:04}"
        async with await pace():
            await timed(ask, "support", SupportBarrier(barrier, code), code)
            if number % 10 == 0:
                await timed(ask, "withdraw_support", WithdrawSupport(barrier, code), code)

    async def timed(ask: Asking, method: str, message: Any, code: str) -> None:
        """As a client that gets no answer in time: it sends the same again, under its key."""
        start, key = time.perf_counter(), new_id()
        while True:
            try:
                await ask("barriers", method, message, lead(code), idempotency_key=key)
            except (DeadlineExceeded, Stale, Unavailable):
                again.append(code)
            else:
                break
        seconds.append(time.perf_counter() - start)

    await asyncio.gather(*(council(number) for number in range(COUNCILS)))
    took = time.perf_counter() - began
    found = await ask("barriers", "barrier", GetBarrier(barrier), ANALYST)
    expected = {"A00", *(f"S{number:04}" for number in range(COUNCILS) if number % 10)}
    say(
        f"{name:28} {len(seconds) / took:7,.0f}/s  p50 {quantile(seconds, 0.5):6.1f} ms"
        f"  p95 {quantile(seconds, 0.95):6.1f} ms  most {max(seconds) * 1000:6.0f} ms"
        f"  decided anew {conflicts(client) - before:5}  sent again {len(again)}"
        f"  {verdict(found, expected)}"
    )


def verdict(found: dict[str, Any], expected: set[str]) -> str:
    voices = found["named_supporters"]
    right = found["supporters"] == len(voices) and set(voices) == expected
    return "none lost, none twice" if right else f"WRONG: {found['supporters']} voices"


def conflicts(client: MongoClient[dict[str, Any]]) -> int:
    """Transactions that were undone because another one had changed the same."""
    return int(client.admin.command("serverStatus")["transactions"]["totalAborted"])
