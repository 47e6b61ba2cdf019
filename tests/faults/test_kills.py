"""Processes die at once, under load; nothing is lost and nothing happens twice."""

import asyncio
import logging
import os
import random
from collections.abc import Awaitable, Callable

import pytest

from deploy.local.processes import Process
from deploy.local.stack import Stack
from tests.faults.asking import Acknowledged, CarefulClient
from tests.faults.invariants import broken_after
from tests.faults.stores import Stores
from tests.faults.workload import Workload
from tests.services.asking import asking

SEED = int(os.environ.get("SEED", random.randrange(10**6)))
COUNCILS = 12
REST_SECONDS = 20.0
logging.getLogger("aiormq").setLevel(logging.CRITICAL)

ACKNOWLEDGED: list[Acknowledged] = []
"""By the platform's whole life, over all tests of this file."""

Strike = Callable[[random.Random], Awaitable[None]]


async def under_load(platform: Stack, strike: Strike) -> CarefulClient:
    chance = random.Random(SEED)
    print(f"SEED={SEED}")  # noqa: T201  (to strike in the same order again)
    async with asking(platform) as ask:
        client = CarefulClient(ask, chance)
        try:
            load = Workload(client, chance)
            if not ACKNOWLEDGED:
                await load.publish()
            await load.prepare(COUNCILS)
            stopped = asyncio.Event()
            async with asyncio.TaskGroup() as both:
                both.create_task(load.run(stopped))
                await asyncio.sleep(1)
                await strike(chance)
                stopped.set()
        finally:
            ACKNOWLEDGED.extend(client.acknowledged)
    return client


async def killed_and_back(process: Process) -> None:
    before = process.pid
    process.kill()
    await asyncio.to_thread(process.wait_revived, before)


def check(platform: Stack, stores: Stores, client: CarefulClient) -> None:
    assert client.contradictions == []
    found = broken_after(stores, ACKNOWLEDGED, platform.amqp_url, seconds=REST_SECONDS)
    assert found == []


@pytest.mark.slow
async def test_every_process_of_every_service_may_be_killed(platform: Stack, stores: Stores):
    async def strike(chance: random.Random) -> None:
        processes = list(platform.processes.values())
        chance.shuffle(processes)
        for process in processes:
            await killed_and_back(process)
            await asyncio.sleep(chance.uniform(0.5, 1.5))
        for process in processes:
            await asyncio.to_thread(process.wait_ready)

    client = await under_load(platform, strike)
    assert len(client.acknowledged) > 100
    check(platform, stores, client)


@pytest.mark.slow
@pytest.mark.parametrize("server", ["rabbitmq", "mongodb"])
async def test_a_server_may_be_killed(platform: Stack, stores: Stores, server: str):
    async def strike(_: random.Random) -> None:
        process = platform.servers.processes[server]
        await killed_and_back(process)
        await asyncio.to_thread(process.wait_ready, 60)
        await asyncio.sleep(3)

    client = await under_load(platform, strike)
    check(platform, stores, client)
