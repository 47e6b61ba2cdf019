"""`ONLY=events`: commands and events through the backbone, beside a bare consumer and stock nameko.

EVENTS= is how many go through in each run.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from statistics import median

import uvloop

from deploy.local.environment import PROJECT
from deploy.local.servers import Servers
from tests.benchmarks import events, loads, pipeline
from tests.benchmarks.loads import Load
from tests.benchmarks.platform import HOMES, say
from tests.homes import home, sweep

EVENTS = int(os.environ.get("EVENTS", "30000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = float(os.environ.get("SECONDS", "4"))
CONNECTIONS = 16
LAG_SECONDS = 15.0
PEER_EVENTS = 10_000
WAY = "store → relay → quorum queue → inbox and effect"


def main() -> None:
    sweep(HOMES)
    with home(HOMES / f"events-{os.getpid()}") as folder, Servers(folder, say=say) as servers:
        calls(servers)
        rate = sustained(servers)
        at_half(servers, rate / 2)
        alone(servers)


def calls(servers: Servers) -> None:
    with pipeline.trial(servers) as trial:
        for kind in ("queries", "commands"):
            rate = uvloop.run(
                pipeline.calls_a_second(trial, kind, connections=CONNECTIONS, seconds=SECONDS)
            )
            show(f"{kind} over RPC", f"{rate:>7,.0f} {kind}/s")


def sustained(servers: Servers) -> float:
    """Answers the median of events/s over distinct aggregates."""
    rates: dict[str, list[float]] = {"distinct": [], "mixed": [], "hot": []}
    kinds: tuple[Callable[[], Load], ...] = (loads.distinct, loads.mixed, loads.hot)
    for _ in range(ROUNDS):
        for kind in kinds:
            load = kind()
            run = events.sustained(servers, load, EVENTS)
            rates[load.name].append(run.rate)
            show(f"{WAY}, {load.name}", run)
    for name, taken in rates.items():
        show(f"median, {name}", f"{median(taken):>7,.0f} events/s   (aim: 4,000)")
    return median(rates["distinct"])


def at_half(servers: Servers, rate: float) -> None:
    for load in (loads.distinct(), loads.mixed()):
        lag = events.lag(servers, load, rate=rate, seconds=LAG_SECONDS)
        show(f"at half of that, {load.name}", lag)


def alone(servers: Servers) -> None:
    """The consuming half by itself, with the peers that do nothing else."""
    for _ in range(ROUNDS):
        run = events.subscription_alone(servers, loads.distinct(), PEER_EVENTS)
        show("queue → inbox and effect", run)
        ours = run.rate
        for name in ("bare", "stock"):
            rate = peer(servers, name)
            show(f"peer: {name}", f"{rate:>7,.0f} events/s   ours is {ours / rate:.2f}×")


def peer(servers: Servers, name: str) -> float:
    run: Iterable[str] = (sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.peer.{name}")
    answer = subprocess.run(
        (*run, str(PEER_EVENTS)),
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "AMQP_URL": servers.amqp_url,
            "MONGODB_URL": servers.mongodb_root_url,
        },
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return float(answer.stdout.split()[-1])


def show(what: str, figures: object) -> None:
    print(f"{what:<58} {figures}   load {os.getloadavg()[0]:.1f}", flush=True)
