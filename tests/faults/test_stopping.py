"""SIGTERM under load: what is in hand is ended, the rest goes to another instance (G10)."""

import asyncio
import random

import pytest

from contracts.topology import SERVICES
from tests.faults import strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]

DEADLINE_SECONDS = 20.0
"""So long that an answer which does not come was lost, and not late."""


async def test_no_request_is_lost_where_another_instance_takes_over(loading: Loading):
    async def strike(platform: Platform, _: random.Random) -> None:
        await asyncio.gather(
            *(strikes.stop_and_start(platform, f"{service}-1") for service in SERVICES)
        )

    client = await loading.during(strike, deadline=DEADLINE_SECONDS)
    assert await loading.broken() == []
    assert client.disturbances == {}


@pytest.mark.long
async def test_every_process_may_be_stopped_in_turn(loading: Loading):
    async def strike(platform: Platform, chance: random.Random) -> None:
        for name in chance.sample(sorted(platform.processes), len(platform.processes)):
            await strikes.stop_and_start(platform, name)

    client = await loading.during(strike, deadline=DEADLINE_SECONDS)
    assert await loading.broken() == []
    assert client.disturbances == {}
