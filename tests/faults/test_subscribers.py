"""Subscribers that are slow, or away while much happens, on a store of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from backbone import broker
from backbone.relay import Relay
from contracts.outcomes import Outcome, changed
from contracts.topology import subscription_queues
from tests.faults.alarm import ctl
from tests.faults.applied import APPLIED
from tests.faults.platform import Platform
from tests.trial import contract, things
from tests.trial.contract import ThingAdded, ThingCounted
from tests.trial.running import Trial, wait_until

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]

EVENTS_OF_EACH = 10
AT_ONCE = 100
MOST_BYTES = 300 * 2**20
"""Less than the broker's watermark."""


@pytest.fixture
def trial(platform: Platform, tmp_path: Path) -> Iterator[Trial]:
    """No process of it runs yet; its queue is there, and empty."""
    contract.admit()
    try:
        with broker.connected(platform.amqp_url) as connection:
            broker.declare(connection)
            for queue in subscription_queues("trial"):
                connection.channel().queue_purge(queue.name)
        program = ("tests.faults.dying", "trial", str(tmp_path), "tests")
        with Trial(platform.servers, program) as trial:
            yield trial
    finally:
        contract.withdraw()


@contextmanager
def relaying(trial: Trial) -> Iterator[None]:
    """The publisher is at work, and no subscriber."""
    relay = Relay("trial", trial.amqp_url, trial.store.client, trial.store.records, "the publisher")
    thread = threading.Thread(target=relay.run)
    thread.start()
    try:
        yield
    finally:
        relay.stop()
        thread.join(30)
        assert not thread.is_alive()


def published(trial: Trial) -> int:
    return int(trial.store.records["leases"].find_one({"_id": "relay"}).get("published", 0))


def applied(trial: Trial) -> list[list[int]]:
    return [each["sequences"] for each in trial.store.records[APPLIED.collection].find()]


def store_events(trial: Trial, count: int) -> None:
    """Things with ten events each."""
    names = [f"thing-{number}" for number in range(count // EVENTS_OF_EACH)]
    for at in range(0, len(names), AT_ONCE):
        decisions = {name: partial(lived, name) for name in names[at : at + AT_ONCE]}
        trial.store.work.put_each(things.THINGS, decisions, reply=lambda _: None)


def lived(name: str, _: things.State | None) -> Outcome[things.State]:
    counted = [ThingCounted(name, 1) for _ in range(EVENTS_OF_EACH - 1)]
    return changed(things.State(name, len(counted)), ThingAdded(name, ""), *counted)


@pytest.mark.parametrize("events", [5_000, pytest.param(50_000, marks=pytest.mark.long)])
async def test_a_subscriber_may_be_away_while_much_happens(
    platform: Platform, trial: Trial, events: int
):
    with relaying(trial):
        store_events(trial, events)
        wait_until(lambda: published(trial) == events, 300)
    node = platform.servers.processes["rabbitmq"]
    assert int(await ctl(node, "eval", "erlang:memory(total).")) < MOST_BYTES
    trial.start()
    wait_until(lambda: trial.store.amount_of(APPLIED.collection) == events // EVENTS_OF_EACH, 300)
    wait_until(lambda: sum(map(len, applied(trial))) >= events, 300)
    assert all(each == list(range(1, EVENTS_OF_EACH + 1)) for each in applied(trial))


def test_a_subscriber_may_be_slower_than_a_transaction_may_last(trial: Trial):
    """A batch of one aggregate's would take eight seconds, of which the server gives five."""
    trial.start()
    trial.store.add("kettle")
    for _ in range(79):
        trial.store.count("kettle", text="take 0.1")
    seen: dict[str, Any] = {}

    def all_applied() -> bool:
        seen.update(trial.store.seen("kettle") or {})
        return seen.get("applied") == 80

    wait_until(all_applied, 60)
    assert applied(trial) == [list(range(1, 81))]
    assert trial.store.amount_of("waiting") == trial.store.amount_of("parked") == 0
