"""The backbone by itself: commands, and events from one service's store to another's effect.

Measured on the trial service of the tests, whose rules cost nothing.
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from backbone.rpc_client import RpcClient
from deploy.local.servers import Servers
from tests.trial import things
from tests.trial.contract import AddThing, GetThing
from tests.trial.running import Trial

EVENTS = 6_000
AT_ONCE = 500
LEFT_OUT = 0.1
"""The share of the events at the beginning that is not timed, while the process still starts."""

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


def events_a_second(trial: Trial) -> float:
    """From the store through relay, broker and inbox to effects, for a store full of events."""
    seen = trial.store.records[things.SEEN.collection]
    with paused(trial):
        before = seen.count_documents({})
        store_events(trial)
        first = before + int(EVENTS * LEFT_OUT)
    while seen.count_documents({}) < first:
        time.sleep(0.005)
    began, counted = time.perf_counter(), seen.count_documents({})
    while seen.count_documents({}) < before + EVENTS:
        time.sleep(0.01)
    return (before + EVENTS - counted) / (time.perf_counter() - began)


@contextmanager
def paused(trial: Trial) -> Iterator[None]:
    """Its processes are away for the length of the block."""
    for process in trial.processes:
        process.stop()
    yield
    for process in trial.processes:
        process.start()
        process.wait_ready()


def store_events(trial: Trial) -> None:
    for _ in range(EVENTS // AT_ONCE):
        names = [f"stored {next(_NUMBERS)}" for _ in range(AT_ONCE)]
        trial.store.work.put_each(
            things.THINGS, {name: partial(added, name) for name in names}, reply=lambda _: None
        )


def added(name: str, _: things.State | None) -> Any:
    return things.add(name)
