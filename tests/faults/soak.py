"""Strikes at random for as long as wanted: ``python -m tests.faults.soak SEED MINUTES``.

Answers 0 where every promise was kept all along, else 1, with what is broken and the seed.
"""

import asyncio
import logging
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice

import structlog

from tests.conftest import HOMES
from tests.faults.loading import Loading
from tests.faults.platform import Platform
from tests.faults.schedule import Planned, schedule
from tests.faults.stores import opened
from tests.homes import home, sweep

STRIKES_OF_A_ROUND = 5
"""After which all comes to rest and is looked through."""


class Soak:
    """One run. Times are in seconds since it began."""

    def __init__(self, seed: int, minutes: float) -> None:
        self._chance = random.Random(seed)
        self._planned = schedule(seed)
        self._began = time.monotonic()
        self._ends = self._began + 60 * minutes

    async def run(self, loading: Loading) -> list[str]:
        """What is broken, as soon as anything is."""
        while time.monotonic() < self._ends:
            found = await self._round(loading, list(islice(self._planned, STRIKES_OF_A_ROUND)))
            if found:
                return found
        return []

    async def _round(self, loading: Loading, planned: list[Planned]) -> list[str]:
        async def strike(platform: Platform, _: random.Random) -> None:
            for each in planned:
                if time.monotonic() > self._ends:
                    return
                await asyncio.sleep(each.pause)
                self._say(str(each))
                await each.strike(platform)

        try:
            client = await loading.during(strike, chance=self._chance)
        except Exception as failure:  # noqa: BLE001  (whatever it is, it ends the run)
            return [f"the platform did not recover: {failure!r}"]
        found = await loading.broken()
        disturbed = dict(client.disturbances)
        self._say(f"{len(loading.acknowledged)} commands acknowledged; refused {disturbed}")
        return found

    def _say(self, what: str) -> None:
        print(f"{time.monotonic() - self._began:7.1f} s  {what}", flush=True)  # noqa: T201


def main(arguments: list[str]) -> int:
    given: Iterator[str] = iter(arguments)
    seed = int(next(given, "") or random.randrange(10**6))
    minutes = float(next(given, "") or 10)
    print(f"SEED={seed} MINUTES={minutes:g}", flush=True)  # noqa: T201
    # Rebuilding read models logs every event.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    sweep(HOMES)
    with (
        home(HOMES / f"soak-{os.getpid()}") as folder,
        Platform(folder) as platform,
        opened(platform) as stores,
    ):
        found = asyncio.run(Soak(seed, minutes).run(Loading(platform, stores)))
    for sentence in found:
        print(sentence)  # noqa: T201
    print(f"SEED={seed}: {'broken' if found else 'every promise was kept'}")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
