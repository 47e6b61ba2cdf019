"""Processes and servers die at once, under load; nothing is lost and nothing happens twice."""

import asyncio
import random

import pytest

from contracts.topology import SERVICES
from tests.faults import points, strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


async def test_every_service_may_be_killed_at_every_point_of_its_work(loading: Loading):
    """The points of one service after another, all services side by side."""

    async def strike(platform: Platform, _: random.Random) -> None:
        await asyncio.gather(*(killed(platform, service) for service in SERVICES))

    async def killed(platform: Platform, service: str) -> None:
        for point in points.points_of(service):
            await strikes.kill_at(platform, service, point)

    client = await loading.during(strike)
    assert len(client.acknowledged) > 100
    assert await loading.broken() == []


@pytest.mark.long
async def test_every_process_may_be_killed_at_any_moment(loading: Loading):
    async def strike(platform: Platform, chance: random.Random) -> None:
        for name in chance.sample(sorted(platform.processes), len(platform.processes)):
            await strikes.kill(platform, name)
            await asyncio.sleep(chance.uniform(0, 1))

    await loading.during(strike)
    assert await loading.broken() == []


async def test_the_broker_may_be_restarted_and_killed(loading: Loading):
    async def strike(platform: Platform, _: random.Random) -> None:
        await strikes.restart_server(platform, "broker")
        await asyncio.sleep(1)
        await strikes.kill_server(platform, "broker")
        await asyncio.sleep(1)

    await loading.during(strike)
    assert await loading.broken() == []


async def test_the_database_may_be_killed(loading: Loading):
    async def strike(platform: Platform, _: random.Random) -> None:
        await strikes.kill_server(platform, "database")
        await asyncio.sleep(2)

    await loading.during(strike)
    assert await loading.broken() == []


@pytest.mark.long
async def test_the_database_may_be_restarted(loading: Loading):
    async def strike(platform: Platform, _: random.Random) -> None:
        await strikes.restart_server(platform, "database")
        await asyncio.sleep(2)

    await loading.during(strike)
    assert await loading.broken() == []
