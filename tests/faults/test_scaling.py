"""Instances of a subscriber share its work, come and go under load; order and once-ness hold."""

import random

import pytest

from deploy.local.processes import Process
from tests.faults import strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


def handled(process: Process) -> int:
    return process.log.read_text().count("event handled")


async def works(process: Process) -> None:
    before = handled(process)
    await strikes.until(lambda: handled(process) > before, f"{process.name} has nothing to do")


async def test_of_three_instances_that_share_the_work_one_is_killed_and_one_is_added(
    loading: Loading,
):
    async def strike(platform: Platform, _: random.Random) -> None:
        first, second = platform.instances("reporting")
        with platform.one_more("reporting") as third:
            for process in (first, second, third):
                await works(process)
            third.kill()
            with platform.one_more("reporting") as fourth:
                for process in (first, second, fourth):
                    await works(process)

    await loading.during(strike)
    assert await loading.broken() == []
