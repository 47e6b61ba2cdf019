"""How several instances of a service share a subscription: two ways, on several loads.

`split` is 0 for the one queue on which instances compete, as the backbone has it, else the number
of partitions of the prototype beside it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from threading import Timer
from typing import Any

from deploy.local.processes import Process
from deploy.local.servers import Servers
from tests.benchmarks import events, loads, partitions
from tests.benchmarks.figures import quantile
from tests.benchmarks.handled import Handled, Log
from tests.benchmarks.loads import Load
from tests.trial.running import Trial

PHASE_SECONDS = 8.0
PHASES = ("before", "after one was killed", "after one was added")


@dataclass(frozen=True)
class Shared:
    """`collided` is the share of transactions that were begun anew, `waiting` the most events that
    were seen to wait in the store for an earlier one."""

    run: events.Run
    collided: float
    waiting: int

    def __str__(self) -> str:
        return f"{self.run}   collided {self.collided:.1%}, waited {self.waiting}"


@contextmanager
def subscription(servers: Servers, split: int) -> Iterator[Trial]:
    """A fresh store with the queues of one way or the other."""
    with events.fresh_trial(servers) as trial:
        if split:
            partitions.declare(servers.amqp_url, split)
        yield trial
        for process in trial.processes:
            process.stop()
        if split:
            partitions.remove(servers.amqp_url, split)


def shared(servers: Servers, load: Load, amount: int, *, split: int, instances: int = 3) -> Shared:
    """All of them at work on a store full of events."""
    with subscription(servers, split) as trial:
        loads.store(trial.store.records, load.records(amount))
        sharing = {
            f"subscriber {number}": events.subscriber(trial, split)
            for number in range(1, instances + 1)
        }
        before, longest = transactions(trial), [0]
        log = Log(*sharing.values())
        sharing["publisher"] = events.publisher(trial, split)

        def look() -> None:
            waiting = trial.store.records["waiting"].estimated_document_count()
            longest[0] = max(longest[0], waiting)

        run = events.timed(servers, sharing, log, amount, meanwhile=look)
        check(trial, load)
        return Shared(run, collided(before, transactions(trial)), longest[0])


def disturbed(servers: Servers, load: Load, rate: float, *, split: int) -> list[str]:
    """Three at work at a fixed rate; one is killed, later one is added: a line for each phase.

    The third begins when the added one is ready, so the start of a process is in the second.
    """
    with subscription(servers, split) as trial:
        sharing = [events.subscriber(trial, split) for _ in range(3)]
        events.publisher(trial, split)
        log, moments, added = Log(*sharing), [time.time()], []

        def kill() -> None:
            sharing[0].kill()
            moments.append(time.time())

        def add() -> None:
            added.append(events.subscriber(trial, split))
            moments.append(time.time())

        acts = [Timer(PHASE_SECONDS, kill), Timer(2 * PHASE_SECONDS, add)]
        for act in acts:
            act.start()
        _, stored = events.store_on_schedule(trial, load, rate, 4 * PHASE_SECONDS)
        for act in acts:
            act.join()
        events.wait(lambda: done(trial) == load.amount)
        check(trial, load)
        log.add(added[0])
        return phases([*moments, time.time()], stored, log.events(), added[0])


def phases(
    moments: list[float], stored: events.Moments, handled: list[Handled], added: Process
) -> list[str]:
    """Lag by when an event was stored; what a killed process had no time to log is left out."""
    lines = []
    for name, (since, until) in zip(PHASES, pairwise(moments), strict=True):
        its = [each for each in handled if since <= stored[each.key, each.sequence] < until]
        late = [each.at - stored[each.key, each.sequence] for each in its]
        share = sum(each.by == added.name for each in its) / len(its)
        lines.append(
            f"{name:22} lag p50 {quantile(late, 0.5):>5.0f} ms, p99 {quantile(late, 0.99):>6.0f}, "
            f"longest {max(late) * 1000:>6.0f}   by the added one {share:.0%}"
        )
    return lines


def transactions(trial: Trial) -> dict[str, Any]:
    its: dict[str, Any] = trial.store.client.admin.command("serverStatus")["transactions"]
    return its


def collided(before: dict[str, Any], after: dict[str, Any]) -> float:
    aborted, committed = (after[name] - before[name] for name in ("totalAborted", "totalCommitted"))
    return float(aborted / (aborted + committed))


def done(trial: Trial) -> int:
    """The events that have taken effect."""
    total = [{"$group": {"_id": None, "done": {"$sum": "$sequence"}}}]
    return sum(each["done"] for each in trial.store.records["progress"].aggregate(total))


def check(trial: Trial, load: Load) -> None:
    """Every event once: what is fast and wrong is no figure."""
    seen = {each["_id"]: each["applied"] for each in trial.store.records["seen"].find()}
    assert seen == dict(load.sequences), "events were lost or repeated"
