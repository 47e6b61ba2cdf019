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


def test_the_one_that_waits_comes_before_the_one_that_has_just_had_its_turn(pair):
    """However quick the other asks again; so none starves, with events in hand that others need."""
    had: list[str] = []

    def keep_asking(name, turns):
        while len(had) < 20:
            with turns.mine():
                time.sleep(0.02)
                had.append(name)

    threads = [
        threading.Thread(target=keep_asking, args=each) for each in zip("ab", pair, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert 7 <= had[:20].count("a") <= 13


def test_nobody_waits_for_ever_for_a_turn(pair, monkeypatch):
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.2)
    one, other = pair
    with one.mine(), other.mine():
        assert other.needed()


def test_an_instance_that_has_met_nobody_for_a_while_asks_for_no_turn(pair, monkeypatch):
    monkeypatch.setattr(turns, "WARY_SECONDS", 0.1)
    one, _ = pair
    one.collided()
    assert one.needed()
    wait_until(lambda: not one.needed(), seconds=2)


def test_an_instance_that_never_collided_waits_for_the_turn_of_another(store):
    inbox, another = store.inbox(), Turns(store.records)
    another.collided()
    events = history("kettle", 1, 2, 3)
    inbox.apply(events[:1])
    with another.mine():
        thread = threading.Thread(target=inbox.apply, args=(events[1:],))
        thread.start()
        time.sleep(0.2)
        assert store.seen("kettle")["applied"] == 1
    thread.join(5)
    assert store.seen("kettle")["amounts"] == [1, 2, 3]
