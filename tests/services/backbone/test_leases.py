"""One holder at a time, by the database's clock, each with a higher fence than the last."""

import time
from concurrent.futures import ThreadPoolExecutor

from backbone import leases


def take(store, holder, seconds=5.0):
    return leases.take(store.records, "relay", holder, seconds=seconds)


def test_of_many_who_want_a_lease_one_gets_it(store):
    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(lambda number: take(store, f"process {number}"), range(20)))
    assert len([lease for lease in taken if lease]) == 1


def test_its_holder_renews_it_and_keeps_the_fence(store):
    first = take(store, "one", seconds=0.2)
    assert take(store, "one").fence == first.fence
    time.sleep(0.3)
    assert take(store, "another") is None


def test_the_next_holder_gets_a_higher_fence_once_the_time_is_over(store):
    first = take(store, "one", seconds=0.1)
    assert take(store, "another") is None
    time.sleep(0.15)
    assert take(store, "another").fence > first.fence
    assert take(store, "one") is None


def test_a_released_lease_is_free_at_once(store):
    first = take(store, "one")
    leases.release(store.records, first)
    assert take(store, "another").fence > first.fence


def test_who_lost_a_lease_can_not_release_it(store):
    lost = take(store, "one", seconds=0.0)
    time.sleep(0.01)
    take(store, "another")
    leases.release(store.records, lost)
    assert take(store, "a third") is None


def test_work_is_due_until_it_was_done_and_then_when_its_time_has_come(store):
    lease = take(store, "one")
    assert leases.is_due(store.records, lease)
    leases.put_off(store.records, lease, seconds=0.2)
    assert not leases.is_due(store.records, lease)
    time.sleep(0.3)
    assert leases.is_due(store.records, lease)


def test_work_is_due_for_nobody_but_the_holder(store):
    lost = take(store, "one", seconds=0.0)
    time.sleep(0.01)
    take(store, "another")
    assert not leases.is_due(store.records, lost)
