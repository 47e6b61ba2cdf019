"""Instances that collided go one after the other, and none waits for one that is gone."""

import threading
import time

import pytest

from backbone import turns
from backbone.turns import Turns
from tests.services.backbone.test_inbox import history
from tests.trial.running import wait_until


@pytest.fixture
def pair(store):
    """Two instances that have collided."""
    one, other = Turns(store.records), Turns(store.records)
    one.collided()
    other.collided()
    return one, other


def test_while_one_has_its_turn_another_waits(pair):
    one, other = pair
    order = []

    def follow():
        with other.mine():
            order.append("other")

    with one.mine():
        thread = threading.Thread(target=follow)
        thread.start()
        time.sleep(0.2)
        order.append("one")
    thread.join(5)
    assert order == ["one", "other"]


def test_the_turn_of_an_instance_that_was_killed_ends_by_itself(pair, monkeypatch):
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.3)
    one, other = pair
    assert one._wait()  # and never released
    began = time.monotonic()
    with other.mine():
        assert time.monotonic() - began < 3


def test_nobody_waits_for_ever_for_a_turn(pair, monkeypatch):
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.2)
    one, other = pair
    with one.mine(), other.mine():
        assert other.wary


def test_an_instance_that_has_met_nobody_for_a_while_asks_for_no_turn(pair, monkeypatch):
    monkeypatch.setattr(turns, "WARY_SECONDS", 0.1)
    one, _ = pair
    one.collided()
    assert one.wary
    wait_until(lambda: not one.wary, seconds=2)


def test_a_batch_that_collides_waits_for_its_turn_and_is_applied_whole(store):
    """While somebody has the turn, what collided stays as it is; then all of it takes effect."""
    inbox, another = store.inbox(), Turns(store.records)
    another.collided()
    events = history("kettle", 1, 2, 3)
    inbox.apply(events[:1])
    inbox._turns.collided()
    with another.mine():
        thread = threading.Thread(target=inbox.apply, args=(events[1:],))
        thread.start()
        time.sleep(0.2)
        assert store.seen("kettle")["applied"] == 1
    thread.join(5)
    assert store.seen("kettle")["amounts"] == [1, 2, 3]
