"""The broker delivers more often than once, and in another order than it was told."""

import random
from contextlib import ExitStack

import pytest

from tests.faults import points, strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


async def test_every_event_may_come_three_times_and_in_any_order(loading: Loading):
    async def strike(platform: Platform, _: random.Random) -> None:
        noted = platform.marks["barriers"]
        with ExitStack() as habits:
            for each in points.tellers():
                habits.enter_context(strikes.behaving(platform, each, points.THREE_TIMES))
            await strikes.until(lambda: noted.times(points.DISORDER) > 20, "hardly any disorder")

    await loading.during(strike)
    assert await loading.broken() == []
