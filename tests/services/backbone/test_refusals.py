"""With a broker that refuses to confirm, writes still commit and events follow later (G2)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backbone import broker, relay
from backbone.relay import Relay
from contracts.policies import Policy
from deploy.local.servers import Servers
from tests.trial.running import Store, Trial, wait_until
from waymark.management import Management

QUEUE = "trial.from.trial"
SMALL = Policy(
    "too-small", r"^trial\.from\.trial$", 99, {"max-length": 5, "overflow": "reject-publish"}
)
COUNTS = 40


@pytest.fixture
def away(servers: Servers, trial_topology: None) -> Iterator[Trial]:  # noqa: ARG001
    """The trial service, of which no process runs, with nothing in its queue."""
    with Trial(servers) as trial, broker.connected(servers.amqp_url) as connection:
        broker.declare(connection)
        connection.default_channel.queue_purge(QUEUE)
        yield trial


@contextmanager
def too_small(servers: Servers) -> Iterator[None]:
    """The trial's queue takes a handful of messages for the length of the block."""
    assert servers.management_url, "a broker of ours is needed"
    with Management(servers.management_url, servers.amqp_url) as management:
        management.set_policy(SMALL)
        wait_until(lambda: in_effect(management) == SMALL.name)
        try:
            yield
        finally:
            management.delete_policy(SMALL.name)


def in_effect(management: Management) -> str | None:
    (policy,) = [each.get("policy") for each in management.queues() if each["name"] == QUEUE]
    return policy


@contextmanager
def relaying(store: Store, servers: Servers) -> Iterator[None]:
    running = Relay("trial", servers.amqp_url, store.client, store.records, "this relay")
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        yield
    finally:
        running.stop()
        thread.join(10)
        assert not thread.is_alive()


def published(store: Store) -> int:
    return store.records["leases"].find_one({"_id": "relay"}).get("published", 0)


def fill(store: Store) -> None:
    """Changes a thing more often than there is room in the queue; each change is quick."""
    store.add("kettle")
    for number in range(1, COUNTS + 1):
        began = time.monotonic()
        store.count("kettle", number)
        assert time.monotonic() - began < 1
        time.sleep(0.03)  # no burst: a full queue tells of it a moment later
    assert store.state("kettle").count == sum(range(1, COUNTS + 1))


def test_a_full_queue_holds_up_no_write_and_its_events_follow_once_each(away, servers):
    store = away.store
    with relaying(store, servers):
        with too_small(servers):
            fill(store)
            time.sleep(1)
            assert published(store) < COUNTS + 1
        wait_until(lambda: published(store) == COUNTS + 1)
    away.start()
    wait_until(lambda: (store.seen("kettle") or {}).get("applied") == COUNTS + 1)
    assert store.seen("kettle")["amounts"] == list(range(1, COUNTS + 1))
    assert store.amount_of("parked") == store.amount_of("waiting") == 0


def test_a_full_queue_is_tried_less_and_less_often(away, servers, monkeypatch):
    sent = []
    write = broker.write
    monkeypatch.setattr(broker, "write", lambda *given: sent.append(given) or write(*given))
    with too_small(servers), relaying(away.store, servers):
        fill(away.store)
        before = len(sent)
        time.sleep(4)
        assert len(sent) - before <= 4


def test_a_relay_that_is_refused_ends_when_it_is_told_to(away, servers):
    with too_small(servers):
        with relaying(away.store, servers):
            fill(away.store)
            asked = time.monotonic()
        assert time.monotonic() - asked < 2


def test_a_relay_that_is_refused_keeps_its_lease(away, servers, monkeypatch):
    monkeypatch.setattr(relay, "LEASE_SECONDS", 1.0)
    monkeypatch.setattr(relay, "RENEW_SECONDS", 0.2)
    with too_small(servers), relaying(away.store, servers):
        fill(away.store)
        fence = away.store.records["leases"].find_one({"_id": "relay"})["fence"]
        time.sleep(3)
        lease = away.store.records["leases"].find_one({"_id": "relay"})
        assert (lease["holder"], lease["fence"]) == ("this relay", fence)
