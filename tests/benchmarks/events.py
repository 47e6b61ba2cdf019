"""Events from the store of one process to the effects of another: how many, and how late.

One process of the trial service publishes, another one subscribes, both on one store.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from deploy.local.processes import Process
from deploy.local.servers import Servers
from tests.benchmarks import loads
from tests.benchmarks.figures import quantile
from tests.benchmarks.handled import Handled, Log
from tests.benchmarks.loads import Load
from tests.benchmarks.usage import Usage
from tests.trial.running import Trial

LEFT_OUT = 0.1
"""The share of the events at the beginning that is not timed, while all come up to speed."""

STEP_SECONDS = 0.01
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 300.0
PROCESS = "tests.benchmarks.process"


@dataclass(frozen=True)
class Run:
    """`rate` is in events/s; `cost` is processor time of an event in microseconds, by process."""

    rate: float
    cost: dict[str, float]
    events: list[Handled]

    def __str__(self) -> str:
        costs = ", ".join(f"{name} {cost:.0f}" for name, cost in self.cost.items())
        return f"{self.rate:>7,.0f} events/s   processors, µs an event: {costs}"


@dataclass(frozen=True)
class Lag:
    """In ms, at `rate` events/s: from an event's commit to its effect's, and from the moment at
    which it was due to be stored."""

    rate: float
    of_commit: list[float]
    of_schedule: list[float]

    def __str__(self) -> str:
        return (
            f"{self.rate:>7,.0f} events/s   lag p50 {quantile(self.of_commit, 0.5):.0f} ms, "
            f"p99 {quantile(self.of_commit, 0.99):.0f} ms   "
            f"(by schedule {quantile(self.of_schedule, 0.5):.0f}, "
            f"{quantile(self.of_schedule, 0.99):.0f})"
        )


@contextmanager
def fresh_trial(servers: Servers) -> Iterator[Trial]:
    """A store without processes, and no logs of those before."""
    for log in (servers.home / "logs").glob("trial-*.log"):
        log.unlink()
    with Trial(servers) as trial:
        yield trial


def publisher(trial: Trial, split: int = 0) -> Process:
    return trial.start(PROCESS, "publisher", str(split))


def subscriber(trial: Trial, split: int = 0) -> Process:
    return trial.start(PROCESS, "subscriber", str(split))


def sustained(servers: Servers, load: Load, amount: int) -> Run:
    """Relay, queue and subscription at work together, on a store full of events."""
    with fresh_trial(servers) as trial:
        loads.store(trial.store.records, load.records(amount))
        log = Log(listening := subscriber(trial))
        return timed(servers, {"subscriber": listening, "publisher": publisher(trial)}, log, amount)


def subscription_alone(servers: Servers, load: Load, amount: int) -> Run:
    """The same with all of them published before, so that only the subscription works."""
    with fresh_trial(servers) as trial:
        subscriber(trial).stop()  # so that the queue is there
        loads.store(trial.store.records, load.records(amount))
        published(trial, publisher(trial), amount)
        listening = subscriber(trial)
        return timed(servers, {"subscriber": listening}, Log(listening), amount)


def published(trial: Trial, process: Process, amount: int) -> None:
    lease = {"_id": "relay", "published": amount}
    wait(lambda: trial.store.records["leases"].find_one(lease))
    process.stop()


def timed(
    servers: Servers,
    processes: dict[str, Process],
    log: Log,
    amount: int,
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> Run:
    """From the first tenth's end to the last effect."""
    first = int(amount * LEFT_OUT)
    wait(lambda: log.count() >= first)
    usage, before = Usage({**processes, **stores(servers)}), log.count()
    wait(lambda: log.count() >= amount, meanwhile)
    spent, timed_ones = usage.taken(), max(amount - before, 1)
    events = log.events()
    return Run(
        rate=(amount - first) / (events[-1].at - events[first].at),
        cost={name: seconds / timed_ones * 1e6 for name, seconds in spent.items()},
        events=events,
    )


def stores(servers: Servers) -> dict[str, Process]:
    """The servers' own processes, where they are ours."""
    return {
        name: servers.processes[name]
        for name in ("rabbitmq", "mongodb")
        if name in servers.processes
    }


def lag(servers: Servers, load: Load, *, rate: float, seconds: float) -> Lag:
    """Stores events at that rate, whatever becomes of them, and compares when they had effect."""
    with fresh_trial(servers) as trial:
        log = Log(subscriber(trial))
        publisher(trial)
        due, stored = store_on_schedule(trial, load, rate, seconds)
        wait(lambda: log.count() >= len(stored))
        events = {(each.key, each.sequence): each.at for each in log.events()}
        warm = int(len(stored) * LEFT_OUT)
        kept = list(stored)[warm:]
        return Lag(
            rate,
            [events[key] - stored[key] for key in kept],
            [events[key] - due[key] for key in kept],
        )


Moments = dict[tuple[str, int], float]


def store_on_schedule(
    trial: Trial, load: Load, rate: float, seconds: float
) -> tuple[Moments, Moments]:
    """When each event was due to be stored, and when it was committed."""
    due: Moments = {}
    stored: Moments = {}
    events = load.records(int(rate * seconds))
    began, owed = time.time(), 0.0
    for step in range(int(seconds / STEP_SECONDS)):
        at = began + step * STEP_SECONDS
        time.sleep(max(0.0, at - time.time()))
        owed += rate * STEP_SECONDS
        some = list(islice(events, int(owed)))
        owed -= len(some)
        loads.store(trial.store.records, some)
        now = time.time()
        for record in some:
            key = (f"trial:thing:{record['subject']}", record["sequence"])
            due[key], stored[key] = at, now
    return due, stored


def wait(holds: Callable[[], object], meanwhile: Callable[[], None] = lambda: None) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError("the events did not all take effect")
        meanwhile()
        time.sleep(LOOK_SECONDS)
