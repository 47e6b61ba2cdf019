"""``make bench``: measures Waymark beside a monolith, and prints one table.

Rounds of both take turns, so that whatever else the machine does meets both. It takes about three
minutes; SECONDS= and ROUNDS= change that.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from typing import Any

import uvloop

from deploy.local.stack import Stack
from tests.benchmarks import pipeline, rebuilding, scenarios
from tests.benchmarks.figures import Figures, quantile
from tests.benchmarks.http import Client, Sample, Target, measure
from tests.benchmarks.peer import material
from tests.benchmarks.peer.running import peer
from tests.benchmarks.platform import council_keys, platform
from tests.benchmarks.scenarios import API
from tests.benchmarks.table import HEAD, row

CONNECTIONS = 16
SECONDS = float(os.environ.get("SECONDS", "4"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
APPEARANCES = 60

MODEL = "model, shared"
NOTHING_KEPT = "journey, private, nothing kept"
KEPT = "journey, private, kept"
RAISED = "raise a barrier, durable, with its event"
PEER = "  peer"
PLAIN = "  peer, plain insert"
TRANSACTION = "  peer, transaction with an event record"

Round = Callable[[], Awaitable[Sample]]


def main() -> None:
    with platform(say) as stack:
        keys = council_keys(stack)
        say(f"Filling the peer's database with {len(keys)} councils")
        model, journeys = asyncio.run(answers(stack, keys))
        material.fill(stack.servers.mongodb_root_url, model, journeys, keys)
        with peer(stack) as port:
            uvloop.run(compare(stack, port, keys))
        print(rebuilding.line(stack), flush=True)
        measure_backbone(stack)


async def answers(stack: Stack, keys: Mapping[str, str]) -> tuple[Any, dict[str, Any]]:
    """The model and every council's journey, as Waymark answers them."""
    client = Client(stack.port)
    model = await client.read(f"{API}/models/current")
    return model, {
        council: await client.read(f"{API}/councils/{council}/journey", key)
        for council, key in keys.items()
    }


async def compare(stack: Stack, port: int, keys: Mapping[str, str]) -> None:
    say(f"Measuring with {CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:g} s each")
    print(f"\nLoad of the machine before: {os.getloadavg()[0]:.1f}\n\n{HEAD}")
    print_pairs(
        await in_turn(
            {
                MODEL: on(scenarios.models(stack.port, f"{API}/models/current")),
                PEER: on(scenarios.models(port, "/model")),
            }
        ),
        {MODEL: (PEER, 3)},
    )
    journeys = scenarios.journeys(stack.port, API, keys)
    print_pairs(
        await in_turn(
            {
                NOTHING_KEPT: on(journeys, cold=stack.amqp_url),
                KEPT: on(journeys),
                PEER: on(scenarios.journeys(port, "", keys)),
            }
        ),
        {
            NOTHING_KEPT: (PEER, 0.5),
            KEPT: (PEER, 1),
        },
    )
    await show_appearance(stack, keys)
    raising = on(scenarios.raising(stack.port, f"{API}/barriers", keys))
    behind: list[float] = []
    print_pairs(
        await in_turn(
            {
                RAISED: catching_up(raising, stack.port, behind),
                PLAIN: on(scenarios.raising(port, "/barriers", keys)),
                TRANSACTION: on(scenarios.raising(port, "/barriers-with-event", keys)),
            }
        ),
        {RAISED: (PLAIN, 0.5)},
        {
            RAISED: (
                TRANSACTION,
                0.8,
            )
        },
    )
    late = max(behind) * 1000
    print(f"  the sector report had all of it {late:.0f} ms after the load ended\n", flush=True)


def on(target: Target, *, cold: str | None = None) -> Round:
    """A round of load; `cold` is the broker's address where nothing may be kept."""

    async def round_() -> Sample:
        async with scenarios.nothing_kept(cold) if cold else nullcontext():
            return await measure(target, connections=CONNECTIONS, seconds=SECONDS)

    return round_


def catching_up(round_: Round, port: int, behind: list[float]) -> Round:
    """The same round, and then time for the sector report, which would else burden the next."""

    async def both() -> Sample:
        sample = await round_()
        behind.append(await scenarios.caught_up(port))
        return sample

    return both


async def in_turn(rounds: Mapping[str, Round]) -> dict[str, Figures]:
    """A B A B …: every one of them once a round."""
    samples: dict[str, list[Sample]] = {name: [] for name in rounds}
    for _ in range(ROUNDS):
        for name, round_ in rounds.items():
            samples[name].append(await round_())
    return {name: Figures.of(taken) for name, taken in samples.items()}


def print_pairs(figures: Mapping[str, Figures], *aims: Mapping[str, tuple[str, float]]) -> None:
    for name, its in figures.items():
        beside = [aim[name] for aim in aims if name in aim]
        print(row(name, its, *compared(figures, beside[:1])))
        for other, aim in beside[1:]:
            print(row("    beside the transaction", its, figures[other], aim))
    print(flush=True)


def compared(figures: Mapping[str, Figures], beside: list[tuple[str, float]]) -> tuple[Any, ...]:
    return tuple(part for other, aim in beside for part in (figures[other], aim))


async def show_appearance(stack: Stack, keys: Mapping[str, str]) -> None:
    await scenarios.caught_up(stack.port)
    taken = await scenarios.appearances(stack.port, next(iter(keys.values())), APPEARANCES)
    p50, p95 = quantile(taken, 0.5), quantile(taken, 0.95)
    print(
        "raised → in the sector report, at rest: "
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {max(taken) * 1000:.0f} ms  "
        "(aim: p95 < 100)\n"
    )


def measure_backbone(stack: Stack) -> None:
    for process in stack.processes.values():
        process.stop()
    with pipeline.trial(stack.servers) as trial:
        for kind in ("queries", "commands"):
            rate = uvloop.run(
                pipeline.calls_a_second(trial, kind, connections=CONNECTIONS, seconds=SECONDS)
            )
            print(f"backbone alone: {rate:,.0f} {kind}/s over RPC", flush=True)
        print(f"backbone alone: {pipeline.events_a_second(trial):,.0f} events/s, store to effect")
    print(f"\nLoad of the machine after: {os.getloadavg()[0]:.1f}")


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    main()
