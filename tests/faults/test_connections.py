"""Connections between services and their servers are cut, blackholed and slowed, under load."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest

from contracts.topology import SERVICES
from tests.faults import strikes
from tests.faults.loading import Loading
from tests.faults.platform import SERVERS, Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]

HELD_SECONDS = 4.0
LONG_SECONDS = 35.0
"""Longer than every heartbeat and every deadline of a socket."""


async def everywhere(
    platform: Platform, server: str, strike: Callable[[str, str], Awaitable[None]]
) -> None:
    """On the way of every service at the same time."""
    before = {each: platform.detours[each, server].carried for each in SERVICES}
    assert all(before.values()), f"some services go round the proxy to the {server}: {before}"
    await asyncio.gather(*(strike(service, server) for service in SERVICES))


@pytest.mark.parametrize("server", SERVERS)
async def test_connections_may_be_cut_blackholed_and_slowed(loading: Loading, server: str):
    async def strike(platform: Platform, _: random.Random) -> None:
        await everywhere(platform, server, lambda *where: strikes.cut(platform, *where))
        await everywhere(
            platform, server, lambda *where: strikes.black_hole(platform, *where, HELD_SECONDS)
        )
        await everywhere(platform, server, lambda *where: strikes.slow_network(platform, *where, 2))

    await loading.during(strike)
    assert await loading.broken() == []


@pytest.mark.long
@pytest.mark.parametrize("server", SERVERS)
async def test_a_black_hole_may_outlast_every_deadline(loading: Loading, server: str):
    async def strike(platform: Platform, _: random.Random) -> None:
        await everywhere(
            platform, server, lambda *where: strikes.black_hole(platform, *where, LONG_SECONDS)
        )

    await loading.during(strike)
    assert await loading.broken() == []
