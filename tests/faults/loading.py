"""A load for as long as a fault takes, and the check of all that it left behind."""

import asyncio
import logging
import os
import random
from collections.abc import Awaitable, Callable

from tests.faults.asking import DEADLINE_SECONDS, Acknowledged, CarefulClient
from tests.faults.invariants import broken_after
from tests.faults.platform import Platform
from tests.faults.stores import Stores
from tests.faults.workload import Workload
from tests.services.asking import asking

SEED = int(os.environ.get("SEED", random.randrange(10**6)))
COUNCILS = 12
BEFORE_SECONDS = 1.0
REST_SECONDS = 30.0

Strike = Callable[[Platform, random.Random], Awaitable[None]]

# It reports every attempt to reach a broker that we have just killed.
logging.getLogger("aiormq").setLevel(logging.CRITICAL)


class Loading:
    """A platform and everything that it ever acknowledged."""

    def __init__(self, platform: Platform, stores: Stores) -> None:
        self.platform = platform
        self.stores = stores
        self.acknowledged: list[Acknowledged] = []
        self.contradictions: list[str] = []

    async def during(
        self,
        strike: Strike,
        *,
        chance: random.Random | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> CarefulClient:
        """Many councils are at work until `strike` has come to its end.

        Args:
            strike: given the platform, and the dice.
            chance: the dice of councils and strikes; by default those of SEED, which is printed.
            deadline: for which an answer is waited, in seconds.
        """
        chance = chance or announced()
        async with asking(self.platform) as ask:
            client = CarefulClient(ask, chance, deadline)
            try:
                await self._work(Workload(client, chance), strike)
            finally:
                self.acknowledged += client.acknowledged
                self.contradictions += client.contradictions
        return client

    async def broken(self) -> list[str]:
        """What is broken still once all has had its time to come to rest."""
        found = await asyncio.to_thread(
            broken_after,
            self.stores,
            self.acknowledged,
            self.platform.amqp_url,
            seconds=REST_SECONDS,
        )
        return self.contradictions + found

    async def _work(self, load: Workload, strike: Strike) -> None:
        if not self.acknowledged:
            await load.publish()
        await load.prepare(COUNCILS)
        stopped = asyncio.Event()
        async with asyncio.TaskGroup() as both:
            both.create_task(load.run(stopped))
            await asyncio.sleep(BEFORE_SECONDS)
            failure = await returned(strike(self.platform, load.random))
            # In any case what is in hand is ended: what nobody waited for could not be checked.
            stopped.set()
        if failure:
            raise failure


def announced() -> random.Random:
    print(f"SEED={SEED}")  # noqa: T201  (to strike in the same order again)
    return random.Random(SEED)


async def returned(strike: Awaitable[None]) -> Exception | None:
    """What it raised."""
    try:
        await strike
    except Exception as failure:  # noqa: BLE001
        return failure
    return None
