"""Events go from a service's store to a read model through cuts, nonsense and poison."""

import time

import orjson
import pytest
from kombu import Connection

from backbone import broker
from backbone.identifiers import new_id
from tests.trial import proxy
from tests.trial.contract import AddThing, CountThing
from tests.trial.running import Trial

QUEUE = "trial.from.trial"


def wait_until(holds, seconds: float = 15.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.02)


def settled(trial, thing: str, applied: int) -> bool:
    return (trial.store.seen(thing) or {}).get("applied") == applied


def test_what_happened_is_seen_in_the_read_model_and_noticed(trial):
    thing = f"thing-{new_id()}"
    with Connection(trial.amqp_url) as connection:
        channel = connection.channel()
        queue = channel.queue_declare("", exclusive=True).queue
        channel.queue_bind(queue, "trial.notices", "trial.things-changed")
        trial.ask("add", AddThing(thing))
        wait_until(lambda: settled(trial, thing, 1))
        wait_until(lambda: channel.basic_get(queue, no_ack=True) is not None)


def test_bytes_that_are_no_event_are_parked_as_they_came_and_hold_up_nothing(trial):
    thing = f"thing-{new_id()}"
    nonsense = [b"\xff\x00nonsense", b"{}", b"[1]", orjson.dumps({"id": "1", "sequence": "0"})]
    with broker.connected(trial.amqp_url) as connection:
        channel = connection.channel()
        for body in (*nonsense, *nonsense):
            broker.write(channel, broker.amqp.Message(body), "", QUEUE)
    trial.ask("add", AddThing(thing))
    wait_until(lambda: settled(trial, thing, 1))
    parked = trial.store.records["parked"].find({"key": None})
    assert sorted(document["body"] for document in parked) == sorted(nonsense)


def test_an_event_that_always_fails_is_parked_with_those_behind_it(trial):
    poisoned, innocent = f"poisoned-{new_id()}", f"innocent-{new_id()}"
    for thing in (poisoned, innocent):
        trial.ask("add", AddThing(thing))
    trial.ask("count", CountThing(poisoned, text="raise"))
    trial.ask("count", CountThing(poisoned))
    trial.ask("count", CountThing(innocent))
    wait_until(lambda: settled(trial, innocent, 2))
    parked = trial.store.records["parked"]
    wait_until(lambda: parked.count_documents({"key": f"trial:thing:{poisoned}"}) == 2)
    assert settled(trial, poisoned, 1)


@pytest.fixture
def through_proxies(servers, trial):
    """A trial whose way to the broker and to the database a test can cut."""
    to_broker, amqp_url = proxy.before(servers.amqp_url)
    with Trial(servers) as cut, trial.paused():
        to_database, mongodb_url = proxy.before(cut.store.url)
        # A member of a replica set is else asked for its own address, past the proxy.
        direct = mongodb_url.replace("replicaSet=waymark", "directConnection=true")
        with to_broker, to_database:
            cut.start(AMQP_URL=amqp_url, MONGODB_URL=direct)
            yield cut, to_broker, to_database


@pytest.mark.parametrize("which", ["broker", "database"])
def test_cut_connections_lose_no_event_and_repeat_no_effect(through_proxies, which):
    trial, to_broker, to_database = through_proxies
    between = {"broker": to_broker, "database": to_database}[which]
    things = [f"thing-{number}" for number in range(20)]
    for thing in things:
        trial.store.add(thing)
    for number in range(20):
        for thing in things:
            trial.store.count(thing)
        if number % 4 == 0:
            between.cut()
    wait_until(lambda: all(settled(trial, thing, 21) for thing in things), 30)
    assert all(trial.store.seen(thing)["count"] == 20 for thing in things)
    assert trial.store.amount_of("waiting") == trial.store.amount_of("parked") == 0


def test_a_database_that_says_nothing_for_a_while_delays_events_and_loses_none(through_proxies):
    trial, _, to_database = through_proxies
    trial.store.add("kettle")
    wait_until(lambda: settled(trial, "kettle", 1))
    to_database.hold_back()
    for _ in range(10):
        trial.store.count("kettle")
    time.sleep(2)
    to_database.pass_on()
    wait_until(lambda: settled(trial, "kettle", 11), 40)
