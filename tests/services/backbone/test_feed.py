"""Events get their positions in one total order, and only from the relay that holds the lease."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from pymongo import MongoClient, monitoring

from backbone import feed, leases
from backbone.feed import Feed, NotThisFeed
from backbone.leases import LeaseLost


def lease_of(store, holder="this relay", seconds=5.0):
    return leases.take(store.records, "relay", holder, seconds=seconds)


def placed(store):
    events = store.records["events"].find({"position": {"$exists": True}}).sort("position", 1)
    return [(event["position"], event["subject"], event["sequence"]) for event in events]


def test_positions_count_on_without_a_gap(store):
    lease = lease_of(store)
    store.add("kettle")
    store.feed.place(lease, limit=10)
    store.count("kettle")
    store.add("pot")
    store.feed.place(lease, limit=10)
    assert placed(store) == [(1, "kettle", 1), (2, "kettle", 2), (3, "pot", 1)]


def test_a_full_batch_leaves_no_earlier_event_of_an_aggregate_behind(store):
    """Even where the store gives the later one first."""
    for name in ("kettle", "pot"):
        store.add(name)
        for _ in range(5):
            store.count(name)
    first = store.records["events"].find_one_and_delete({"subject": "pot", "sequence": 1})
    store.records["events"].insert_one(first)
    lease = lease_of(store)
    while store.feed.place(lease, limit=8):
        pass
    orders = [sequence for _, subject, sequence in placed(store) if subject == "pot"]
    assert orders == [1, 2, 3, 4, 5, 6]
    assert [position for position, _, _ in placed(store)] == list(range(1, 13))


def test_events_that_are_committed_while_the_relay_reads_keep_their_order(store):
    """A cursor could pass the earlier event before its commit, and meet the later one after it."""
    events = store.records["events"]
    late = store.client.start_session()
    late.start_transaction()
    event = {"aggregate": "thing", "type": "x", "unplaced": True}
    events.insert_one({**event, "_id": "a1", "subject": "a", "sequence": 1}, session=late)
    rest = [{**event, "_id": f"b{n}", "subject": "b", "sequence": n} for n in range(1, 151)]
    events.insert_many(rest)

    class CommitsWhileTheCursorIsOpen(monitoring.CommandListener):
        def started(self, command):
            if late.in_transaction and command.command_name == "getMore":
                late.commit_transaction()
                events.insert_one({**event, "_id": "a2", "subject": "a", "sequence": 2})

        def succeeded(self, command): ...
        def failed(self, command): ...

    listener = CommitsWhileTheCursorIsOpen()
    with MongoClient(store.url, tz_aware=True, event_listeners=[listener]) as client:
        placing = Feed(client, client.get_default_database())
        lease = lease_of(store)
        while placing.place(lease, limit=500):
            pass
    assert not late.in_transaction
    assert [sequence for _, subject, sequence in placed(store) if subject == "a"] == [1, 2]


def test_a_relay_that_lost_its_lease_can_neither_place_nor_mark(store):
    store.add("kettle")
    stopped = lease_of(store, "a stopped relay", seconds=0.0)
    time.sleep(0.01)
    assert lease_of(store, "the next relay")
    with pytest.raises(LeaseLost):
        store.feed.place(stopped, limit=10)
    with pytest.raises(LeaseLost):
        store.feed.mark_published(stopped, 1)
    with pytest.raises(LeaseLost):
        store.feed.published(stopped)
    assert placed(store) == []


def test_the_published_mark_never_goes_back(store):
    lease = lease_of(store)
    store.feed.mark_published(lease, 7)
    store.feed.mark_published(lease, 3)
    assert store.feed.published(lease) == 7


def follow(store, seen, until):
    """Reads the feed page by page while it grows, until it has `until` events."""
    position = 0
    while len(seen) < until:
        events, _ = feed.read(store.records, position, limit=17)
        seen += events
        position = events[-1]["position"] if events else position


def write(store, number):
    for each in range(3):
        store.add(f"thing-{number}-{each}")
        for _ in range(9):
            store.count(f"thing-{number}-{each}")


def test_a_reader_meets_every_event_once_while_others_write_and_the_relay_places(store):
    """Never a position, and later one before it."""
    seen, stopped = [], threading.Event()

    def place():
        lease = lease_of(store, seconds=60)
        while not stopped.is_set():
            store.feed.place(lease, limit=13)

    with ThreadPoolExecutor(6) as pool:
        pool.submit(place)
        writing = [pool.submit(write, store, number) for number in range(4)]
        reading = pool.submit(follow, store, seen, 120)
        try:
            for each in (*writing, reading):
                each.result(60)
        finally:
            stopped.set()
    assert [event["position"] for event in seen] == list(range(1, 121))
    of_thing = {}
    for event in seen:
        of_thing.setdefault(event["subject"], []).append(event["sequence"])
    assert len(of_thing) == 12
    assert all(later == one + 1 for each in of_thing.values() for one, later in pairwise(each))


def test_a_page_ends_before_a_position_that_is_not_there_yet(store):
    """As on a server that has just become the primary and knows more of the head than of events."""
    store.add("kettle")
    for _ in range(4):
        store.count("kettle")
    store.feed.place(lease_of(store), limit=10)
    missing = store.records["events"].find_one_and_delete({"position": 3})
    events, head = feed.read(store.records, 0, limit=10)
    assert ([event["position"] for event in events], head) == ([1, 2], 5)
    store.records["events"].insert_one(missing)
    events, _ = feed.read(store.records, 2, limit=10)
    assert [event["position"] for event in events] == [3, 4, 5]


def test_what_has_no_place_yet_is_in_no_page(store):
    store.add("kettle")
    assert feed.read(store.records, 0, limit=10) == ([], 0)


def test_a_position_that_no_event_has_had_is_refused(store):
    store.add("kettle")
    store.feed.place(lease_of(store), limit=10)
    assert feed.read(store.records, 1, limit=10) == ([], 1)
    with pytest.raises(NotThisFeed, match="does not reach so far"):
        feed.read(store.records, 2, limit=10)
