"""Events go from a service's store to a read model through cuts, nonsense and poison."""

import orjson
from kombu import Connection

from backbone import broker
from backbone.identifiers import new_id
from backbone.publishing import message_of
from backbone.subscriptions import GIVEN_UP
from contracts.cloudevents import envelope_of
from contracts.topology import DEAD_LETTERS
from tests.trial.contract import AddThing, CountThing, ThingCounted
from tests.trial.running import wait_until

QUEUE = "trial.from.trial"


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


def test_what_the_broker_gave_up_is_parked_like_all_else_that_could_not_be_applied(trial):
    thing = f"thing-{new_id()}"
    trial.ask("add", AddThing(thing))
    wait_until(lambda: settled(trial, thing, 1))
    event = ThingCounted(thing, 1)
    letter = message_of(envelope_of(event, id=new_id(), sequence=2, correlation_id="a test"))
    with broker.connected(trial.amqp_url) as connection:
        broker.write(connection.channel(), letter, DEAD_LETTERS, "trial")
    parked = trial.store.records["parked"]
    wait_until(lambda: parked.count_documents({"key": f"trial:thing:{thing}"}) == 1)
    found = parked.find_one({"key": f"trial:thing:{thing}"})
    assert (found["sequence"], found["reason"]) == (2, GIVEN_UP)
    trial.ask("count", CountThing(thing))
    trial.ask("count", CountThing(thing))
    wait_until(lambda: parked.count_documents({"key": f"trial:thing:{thing}"}) == 2)
    assert settled(trial, thing, 1)
