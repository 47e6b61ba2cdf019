"""The broker is short of memory and takes nothing from those who publish, until it is over."""

import random

import pytest

from tests.faults import strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


@pytest.mark.parametrize("seconds", [4.0, pytest.param(40.0, marks=pytest.mark.long)])
async def test_a_memory_alarm_delays_everything_and_loses_nothing(loading: Loading, seconds: float):
    """The longer one outlasts heartbeats and what the relay waits for a confirm."""

    async def strike(platform: Platform, _: random.Random) -> None:
        await strikes.alarm(platform, seconds)

    client = await loading.during(strike)
    assert client.disturbances, "nobody felt the alarm"
    assert await loading.broken() == []
