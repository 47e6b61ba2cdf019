"""The broker delivers more often than once, and in another order than it was told."""

import asyncio
import random

import pytest

from tests.faults import points, strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


async def test_every_event_may_come_three_times_and_in_any_order(loading: Loading):
    async def strike(platform: Platform, _: random.Random) -> None:
        await asyncio.gather(
            *(strikes.habit(platform, each, points.THREE_TIMES, 4) for each in points.tellers())
        )
        assert platform.marks["barriers"].times(points.DISORDER) > 20

    await loading.during(strike)
    assert await loading.broken() == []
