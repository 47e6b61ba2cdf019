"""`ONLY=fanout`: barrier events fanned out to 20 subscribers, five of each kind; then the same with
others beside them that are slow or dead.

RATE= is how many events a second, SECONDS= for how long, BATCH= how many a webhook takes at a time.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from deploy.local.processes import Process
from deploy.local.stack import Stack
from tests.benchmarks import crowd, fed
from tests.benchmarks.crowd import Listening
from tests.benchmarks.lags import Lags, lags_of
from tests.benchmarks.platform import empty_platform, say
from tests.benchmarks.usage import Usage, memory
from tests.services.notifications.endpoint import Endpoint

RATE = float(os.environ.get("RATE", "1000"))
SECONDS = float(os.environ.get("SECONDS", "15"))
BATCH = int(os.environ.get("BATCH", "100"))
OF_EACH = int(os.environ.get("OF_EACH", "5"))
KINDS = os.environ.get("KINDS", "queue,feed,live,webhook").split(",")
WARM_SECONDS = 2.0
"""Of the beginning, which is counted and not timed."""

SLOW_SECONDS = 5.0
REMEMBERED = ("gateway-1", "notifications-1")


@dataclass(frozen=True)
class Run:
    """`spent` is what processes took of the processors, in µs an event; `held` is resident memory
    in MB before and after; both by process."""

    rate: float
    lags: dict[str, Lags]
    spent: dict[str, float]
    held: dict[str, tuple[float, float]]


def main() -> None:
    with empty_platform(say) as stack:
        alone = asyncio.run(run(stack))
        show(f"{len(KINDS) * OF_EACH} subscribers", alone)
        beside = asyncio.run(run(stack, beside=slow_and_dead))
        show("the same, with slow and dead ones beside", beside)
        for kind, lags in beside.lags.items():
            say(f"{kind:8} beside slow and dead ones: {lags.beside(alone.lags[kind])}")


Beside = Callable[[Stack], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def nobody(_: Stack) -> AsyncIterator[None]:
    yield


async def run(stack: Stack, beside: Beside = nobody) -> Run:
    async with listening(stack, OF_EACH) as listeners, beside(stack):
        processes = processes_of(stack)
        before = {name: memory(processes[name]) for name in REMEMBERED}
        usage = Usage(processes)
        done = fed.feed(fed.store_of(stack.mongodb_url("barriers")), RATE, SECONDS)
        for each in listeners:
            each.ask_for(done.last)
        since = min(done.stored.values()) + WARM_SECONDS
        lags = {each.kind: lags_of(done, each.received(), since) for each in listeners}
        spent = {name: took / len(done.stored) * 1e6 for name, took in usage.taken().items()}
        held = {name: (was, memory(processes[name])) for name, was in before.items()}
    return Run(done.rate, lags, spent, held)


def processes_of(stack: Stack) -> Mapping[str, Process]:
    return {**stack.servers.processes, **stack.processes}


@asynccontextmanager
async def listening(stack: Stack, count: int, slow: float = 0.0) -> AsyncIterator[list[Listening]]:
    """So many of each kind. `slow`: how many seconds each of them takes for what it gets."""
    async with AsyncExitStack() as held:
        places = {
            "queue": held.enter_context(crowd.queues(stack, count)),
            "feed": await crowd.readers(stack, count),
            "live": await crowd.readers(stack, count),
            "webhook": crowd.endpoints(count),
        }
        for kind in KINDS:
            for place in places[kind]:
                place["pause"] = slow
        listeners = [held.enter_context(Listening(kind, places[kind])) for kind in KINDS]
        if "webhook" in KINDS:
            ports = [place["port"] for place in places["webhook"]]
            await held.enter_async_context(crowd.webhooks(stack, ports, BATCH))
        yield listeners


@asynccontextmanager
async def slow_and_dead(stack: Stack) -> AsyncIterator[None]:
    """One of each kind that takes five seconds for what it gets, a queue that nobody reads and a
    webhook whose address refuses."""
    async with AsyncExitStack() as held:
        await held.enter_async_context(listening(stack, 1, slow=SLOW_SECONDS))
        held.enter_context(crowd.queues(stack, 1))
        with Endpoint() as endpoint:
            await held.enter_async_context(crowd.webhooks(stack, [endpoint.port], BATCH))
        yield


def show(what: str, run: Run) -> None:
    say(f"{what}: {run.rate:,.0f} events/s   load {os.getloadavg()[0]:.1f}")
    for kind, lags in run.lags.items():
        say(f"  {kind:8} {lags}")
    spent = sorted(run.spent.items(), key=lambda each: -each[1])
    say("  processors, µs an event: " + ", ".join(f"{k} {v:.0f}" for k, v in spent if v >= 1))
    for name, (before, after) in run.held.items():
        say(f"  memory of {name}: {before:.0f} → {after:.0f} MB")
