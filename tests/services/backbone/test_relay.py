"""Every stored event reaches the broker at least once, after its commit, in order."""

import threading
import time
from collections import defaultdict
from contextlib import contextmanager

import pytest
from kombu import Connection

from backbone import broker, leases, publishing, relay
from backbone.relay import Relay
from contracts.cloudevents import from_bytes
from tests.trial import proxy
from tests.trial.running import Store, wait_until

QUEUE = "trial.from.trial"


@pytest.fixture(autouse=True)
def _empty_queue(servers, trial_topology):  # noqa: ARG001  (it comes first)
    with broker.connected(servers.amqp_url) as connection:
        broker.declare(connection)
        connection.channel().queue_purge(QUEUE)


@contextmanager
def relaying(store: Store, amqp_url: str, holder: str = "this relay"):
    running = Relay("trial", amqp_url, store.client, store.records, holder)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        yield running
    finally:
        running.stop()
        thread.join(10)
        assert not thread.is_alive()


def received(amqp_url: str, *, at_least: int, seconds: float = 10.0) -> list:
    """What lies in the queue, as soon as it is that much."""
    found, until = [], time.monotonic() + seconds
    with Connection(amqp_url) as connection:
        channel = connection.channel()
        while time.monotonic() < until and len(found) < at_least:
            message = channel.basic_get(QUEUE, no_ack=True)
            if message is None:
                time.sleep(0.01)
                continue
            found.append(from_bytes(message.body))
    return found


def everything(amqp_url: str) -> list:
    """What lies in the queue, to its end: an event may come twice, so no number says when to stop.

    For when all that is looked for is marked as published: the broker has confirmed it by then.
    """
    with Connection(amqp_url) as connection:
        channel = connection.channel()
        messages = iter(lambda: channel.basic_get(QUEUE, no_ack=True), None)
        return [from_bytes(message.body) for message in messages]


def unplaced(store: Store) -> int:
    return store.records["events"].count_documents({"unplaced": True})


def marked(store: Store) -> int:
    return store.records["leases"].find_one({"_id": "relay"}).get("published", 0)


def test_stored_events_are_published_in_order_and_marked(store, servers):
    store.add("kettle", text="new")
    store.count("kettle")
    with relaying(store, servers.amqp_url):
        first, second = received(servers.amqp_url, at_least=2)
        wait_until(lambda: marked(store) == 2)
    assert (first.sequence, first.data["text"]) == (1, "new")
    assert second.sequence == 2
    assert unplaced(store) == 0


def test_a_wake_up_makes_it_quick_and_polling_finds_it_anyway(store, servers, monkeypatch):
    monkeypatch.setattr(relay, "POLL_SECONDS", 30.0)
    with relaying(store, servers.amqp_url) as running:
        time.sleep(0.5)
        store.add("kettle")
        running.wake()
        assert received(servers.amqp_url, at_least=1, seconds=2)
    monkeypatch.setattr(relay, "POLL_SECONDS", 0.1)
    with relaying(store, servers.amqp_url):
        store.add("pot")
        assert received(servers.amqp_url, at_least=1, seconds=2)


def test_what_was_published_and_not_marked_is_published_again_and_applied_once(store, servers):
    class Killed(Exception):
        pass

    def die(*_):
        raise Killed

    store.add("kettle")
    store.count("kettle", 5)
    doomed = Relay("trial", servers.amqp_url, store.client, store.records, "doomed")
    doomed._feed.mark_published = die
    with pytest.raises(Killed):
        doomed.run()
    with relaying(store, servers.amqp_url):
        events = received(servers.amqp_url, at_least=4)
    assert [event.sequence for event in events] == [1, 2, 1, 2]
    store.inbox().apply(events)
    assert store.seen("kettle")["amounts"] == [5]


def test_two_relays_that_race_lose_nothing_and_keep_the_order(store, servers, monkeypatch):
    monkeypatch.setattr(relay, "BATCH", 7)
    monkeypatch.setattr(relay, "STANDBY_SECONDS", 0.05)
    names = [f"thing-{number}" for number in range(5)]
    with (
        relaying(store, servers.amqp_url, "one"),
        relaying(store, servers.amqp_url, "two"),
    ):
        for name in names:
            store.add(name)
        for round_number in range(10):
            if round_number % 3 == 2:  # as if its holder had slept past its end
                over = {"$set": {"until": leases.LONG_AGO, "holder": "nobody"}}
                store.records["leases"].update_one({"_id": "relay"}, over)
                time.sleep(0.1)
            for name in names:
                store.count(name)
        wait_until(lambda: unplaced(store) == 0 and marked(store) == 55)
    orders = defaultdict(list)
    for event in everything(servers.amqp_url):
        if event.sequence not in orders[event.subject]:
            orders[event.subject].append(event.sequence)
    assert all(orders[name] == list(range(1, 12)) for name in names)


def test_a_broker_that_goes_away_delays_events_and_loses_none(store, servers):
    between, url = proxy.before(servers.amqp_url)
    with between, relaying(store, url):
        for number in range(5):
            store.add(f"thing-{number}")
            between.cut()
            time.sleep(0.05)
        wait_until(lambda: marked(store) == 5)
    found = {event.subject for event in everything(servers.amqp_url)}
    assert found == {f"thing-{number}" for number in range(5)}


def test_a_slow_broker_does_not_cost_the_relay_its_lease(store, servers, monkeypatch):
    monkeypatch.setattr(relay, "LEASE_SECONDS", 2.0)
    monkeypatch.setattr(relay, "RENEW_SECONDS", 0.2)
    between, url = proxy.before(servers.amqp_url)
    with between, relaying(store, url):
        store.add("pot")
        assert received(servers.amqp_url, at_least=1)
        between.hold_back()
        store.add("kettle")
        until = time.monotonic() + 4
        while time.monotonic() < until:
            assert leases.take(store.records, "relay", "another", seconds=1) is None
            time.sleep(0.1)
        between.pass_on()
        assert len(received(servers.amqp_url, at_least=1)) == 1


def test_a_broker_that_confirms_nothing_is_left_in_a_bounded_time(store, servers, monkeypatch):
    monkeypatch.setattr(publishing, "CONFIRM_SECONDS", 1.0)
    between, url = proxy.before(servers.amqp_url)
    with between, relaying(store, url):
        store.add("pot")
        assert received(servers.amqp_url, at_least=1)
        between.hold_back()
        store.add("kettle")
        time.sleep(3)
        between.cut()
        between.pass_on()
        wait_until(lambda: marked(store) == 2, seconds=5)
    assert "kettle" in {event.subject for event in everything(servers.amqp_url)}


def test_an_idle_relay_keeps_its_connection(store, servers, monkeypatch):
    monkeypatch.setattr(broker, "HEARTBEAT_SECONDS", 1)
    opened = []
    connect = broker.connect
    monkeypatch.setattr(broker, "connect", lambda url: opened.append(url) or connect(url))
    with relaying(store, servers.amqp_url):
        time.sleep(4)
    assert len(opened) == 1


def test_a_relay_that_stands_by_looks_seldom_however_often_it_is_woken(store, servers, monkeypatch):
    leases.take(store.records, "relay", "another", seconds=30)
    looks = []
    take = leases.take
    monkeypatch.setattr(
        leases, "take", lambda *a, **options: looks.append(a) or take(*a, **options)
    )
    with relaying(store, servers.amqp_url) as standing_by:
        for _ in range(100):
            standing_by.wake()
            time.sleep(0.01)
    assert len(looks) < 6
