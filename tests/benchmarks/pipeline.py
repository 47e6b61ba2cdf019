"""The backbone by itself: commands and queries without the gateway.

Measured on the trial service of the tests, whose rules cost nothing.
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from backbone.rpc_client import RpcClient
from deploy.local.servers import Servers
from tests.trial.contract import AddThing, GetThing
from tests.trial.running import Trial

_NUMBERS = itertools.count(1)


@contextmanager
def trial(servers: Servers) -> Iterator[Trial]:
    with Trial(servers) as running:
        running.start()
        yield running


async def calls_a_second(trial: Trial, kind: str, *, connections: int, seconds: float) -> float:
    """Commands (each a transaction with an event) or queries over RPC, without the gateway."""
    token = trial.token()
    async with RpcClient(trial.amqp_url) as client:
        the_one = AddThing(f"the one asked for {kind}")
        await client.call("trial", "add", the_one, token=token)

        def ask() -> Any:
            if kind == "queries":
                return client.call("trial", "thing", GetThing(the_one.thing))
            return client.call(
                "trial", "add", AddThing(f"one of many {next(_NUMBERS)}"), token=token
            )

        return await rate(ask, connections, seconds)


async def rate(ask: Callable[[], Any], connections: int, seconds: float) -> float:
    done, began = 0, time.perf_counter()

    async def keep_asking() -> None:
        nonlocal done
        while time.perf_counter() - began < seconds:
            await ask()
            done += 1

    await asyncio.gather(*(keep_asking() for _ in range(connections)))
    return done / (time.perf_counter() - began)
