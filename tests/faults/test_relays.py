"""Two relays of a service: one sleeps past the end of its lease, the other takes over (fencing)."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deploy.local.processes import Process
from tests.faults import points, strikes
from tests.faults.loading import Loading
from tests.faults.platform import Platform
from tests.faults.stores import Document, Store

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]

SERVICE = "barriers"


def lease_of(store: Store) -> Document:
    found = store.records["leases"].find_one({"_id": "relay"})
    assert found
    return found


@asynccontextmanager
async def watched(store: Store) -> AsyncIterator[list[int]]:
    """How far the feed was published, time and again for the length of the block."""
    seen: list[int] = []

    async def look() -> None:
        while True:
            found = await asyncio.to_thread(lease_of, store)
            seen.append(found.get("published", 0))
            await asyncio.sleep(0.02)

    looking = asyncio.create_task(look())
    try:
        yield seen
    finally:
        looking.cancel()


def times_lost(process: Process) -> int:
    return process.log.read_text().count("relay lost its lease")


@pytest.mark.parametrize(
    "point", [pytest.param(points.BEFORE_PUBLISH, marks=pytest.mark.long), points.BEFORE_MARK]
)
async def test_a_relay_that_sleeps_past_its_lease_loses_nothing_and_moves_nothing_back(
    loading: Loading, point: str
):
    store = loading.stores[SERVICE]

    async def strike(platform: Platform, _: random.Random) -> None:
        instances = {process.pid: process for process in platform.instances(SERVICE)}
        async with watched(store) as published:
            async with strikes.frozen(platform.marks[SERVICE], point) as pid:
                before = lease_of(store)
                assert f":{pid}:" in before["holder"]
                await strikes.until(lambda: has_overtaken(before), "no other relay took over")
                heard = times_lost(instances[pid])
            await strikes.until(lambda: times_lost(instances[pid]) > heard, "it never noticed")
            await asyncio.sleep(0.5)
        assert published == sorted(published)

    def has_overtaken(before: Document) -> bool:
        """Beyond all that the one which sleeps knows of."""
        found = lease_of(store)
        ahead = found.get("published", 0) > before["position"]
        return ahead and bool(found["fence"] > before["fence"])

    await loading.during(strike)
    assert await loading.broken() == []
