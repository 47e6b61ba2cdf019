"""Processes die at once, under load; nothing is lost and nothing happens twice."""

import asyncio
import random

import pytest

from deploy.local.processes import Process
from tests.faults.loading import Loading

pytestmark = pytest.mark.timeout(240)


async def killed_and_back(process: Process) -> None:
    before = process.pid
    process.kill()
    await asyncio.to_thread(process.wait_revived, before)


@pytest.mark.slow
async def test_every_process_of_every_service_may_be_killed(loading: Loading):
    async def strike(chance: random.Random) -> None:
        processes = list(loading.platform.processes.values())
        chance.shuffle(processes)
        for process in processes:
            await killed_and_back(process)
            await asyncio.sleep(chance.uniform(0.5, 1.5))
        for process in processes:
            await asyncio.to_thread(process.wait_ready)

    client = await loading.during(strike)
    assert len(client.acknowledged) > 100
    assert await loading.broken() == []


@pytest.mark.slow
@pytest.mark.parametrize("server", ["rabbitmq", "mongodb"])
async def test_a_server_may_be_killed(loading: Loading, server: str):
    async def strike(_: random.Random) -> None:
        process = loading.platform.servers.processes[server]
        await killed_and_back(process)
        await asyncio.to_thread(process.wait_ready, 60)
        await asyncio.sleep(2)

    await loading.during(strike)
    assert await loading.broken() == []
