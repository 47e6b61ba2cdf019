"""Events take effect once each and in order per aggregate, whatever order they arrive in."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pymongo.errors import AutoReconnect

from backbone import attempts, inbox
from backbone.identifiers import new_id
from contracts.cloudevents import Envelope, from_bytes
from tests.trial import things
from tests.trial.contract import ThingAdded, ThingCounted
from tests.trial.histories import history


def parked(store):
    found = store.records["parked"].find().sort([("key", 1), ("sequence", 1)])
    return [(document["sequence"], document["reason"]) for document in found]


def test_events_take_effect_in_their_order(store):
    store.inbox().apply(history("kettle", 1, 2, 3))
    assert store.seen("kettle")["amounts"] == [1, 2, 3]


def test_an_event_that_comes_again_is_dropped(store):
    events = history("kettle", 1, 2)
    store.inbox().apply([*events, *events])
    store.inbox().apply(events)
    assert store.seen("kettle")["applied"] == 3


def test_a_later_event_waits_for_the_missing_one(store):
    added, one, two, three = history("kettle", 1, 2, 3)
    store.inbox().apply([added, three])
    store.inbox().apply([two])
    assert store.seen("kettle")["count"] == 0
    assert store.amount_of("waiting") == 2
    store.inbox().apply([one])
    assert store.seen("kettle")["amounts"] == [1, 2, 3]
    assert store.amount_of("waiting") == 0


def test_a_waiting_event_that_comes_again_waits_once(store):
    _, one, two = history("kettle", 1, 2)
    for _ in range(3):
        store.inbox().apply([two, one, two])
    assert store.amount_of("waiting") == 2


def test_an_event_that_nobody_handles_counts_all_the_same(store):
    added, one, two = history("kettle", 1, 2)
    store.inbox({ThingCounted: things.see_counted}).apply([added, one, two])
    assert store.amount_of("waiting") == 0
    assert store.records["progress"].find_one()["sequence"] == 3


def test_what_handlers_have_to_tell_is_answered_once_for_the_batch(store):
    def tell(event, effects):
        things.see_added(event, effects)
        effects.notice("things-changed")

    inbox = store.inbox({ThingAdded: tell})
    assert inbox.apply(history("kettle") + history("pot")) == {"things-changed"}


def test_a_handler_reads_what_came_before_it_in_the_batch(store):
    counts = []

    def look(event, effects):
        counts.extend(found["count"] for found in effects.find(things.SEEN, {"_id": event.thing}))
        things.see_counted(event, effects)

    inbox = store.inbox({**things.HANDLERS, ThingCounted: look})
    inbox.apply(history("kettle", 5, 5))
    assert counts == [0, 5]


def test_a_batch_writes_more_than_fits_into_one_command_of_the_server(store):
    def fill(event, effects):
        effects.replace(things.SEEN, {"_id": event.thing, "text": "x" * 7_000_000})

    inbox = store.inbox({ThingAdded: fill})
    inbox.apply([event for name in "abc" for event in history(name)])
    assert store.amount_of("seen") == 3
    assert parked(store) == []


def test_a_batch_that_is_not_stored_leaves_nothing_behind(store, monkeypatch):
    inbox = store.inbox()

    def away(*_, **__):
        raise AutoReconnect("gone")

    monkeypatch.setattr(inbox, "_progress", away)
    with pytest.raises(AutoReconnect):
        inbox.apply(history("kettle", 1))
    monkeypatch.undo()
    assert store.seen("kettle") is None
    inbox.apply(history("kettle", 1))
    assert store.seen("kettle")["count"] == 1


deliveries = some.lists(some.tuples(some.sampled_from("abc"), some.integers(0, 5)), max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=deliveries, cuts=some.lists(some.integers(1, 9), min_size=1, max_size=9))
def test_any_order_and_duplication_of_deliveries_gives_one_read_model(store, order, cuts):
    names = {letter: f"{letter}-{new_id()}" for letter in "abc"}
    histories = {letter: history(names[letter], 1, 2, 3, 4, 5) for letter in "abc"}
    chosen = [histories[letter][index] for letter, index in order]
    chosen += [event for events in histories.values() for event in events]  # at least once each
    random.Random(str(order)).shuffle(chosen)
    while chosen:
        size = cuts[len(chosen) % len(cuts)]
        store.inbox().apply(chosen[:size])
        del chosen[:size]
    for name in names.values():
        assert store.seen(name)["amounts"] == [1, 2, 3, 4, 5]
        assert store.seen(name)["applied"] == 6


def test_two_instances_that_share_the_work_apply_each_event_once_and_in_order(store):
    names = [f"thing-{number}" for number in range(8)]
    events = [event for name in names for event in history(name, *range(1, 20))]
    events += events
    random.Random(7).shuffle(events)
    batches = [events[at : at + 13] for at in range(0, len(events), 13)]
    lock = threading.Lock()

    def work(_):
        inbox = store.inbox()
        while True:
            with lock:
                if not batches:
                    return
                batch = batches.pop()
            inbox.apply(batch)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    for name in names:
        assert store.seen(name)["amounts"] == list(range(1, 20))
    assert store.amount_of("waiting") == 0


class TestAnEventThatCanNotBeApplied:
    @pytest.mark.parametrize("text", ["raise", "store nonsense", "store a set"])
    def test_is_parked_with_those_behind_it_while_its_neighbours_go_on(self, store, text):
        bad = history("kettle", 1, 2, 3, texts={3: text})
        store.inbox().apply([*bad, *history("pot", 1, 2)])
        assert store.seen("pot")["amounts"] == [1, 2]
        assert store.seen("kettle")["amounts"] == [1]
        (third, reason), (fourth, later) = parked(store)
        assert (third, fourth) == (3, 4)
        assert reason != later == "an earlier one is parked"

    def test_is_parked_once_however_often_it_comes(self, store):
        bad = history("kettle", 1, 2, texts={2: "raise"})
        for _ in range(3):
            store.inbox().apply(bad)
        assert [sequence for sequence, _ in parked(store)] == [2, 3]

    def test_keeps_those_that_come_later_behind_it(self, store):
        bad = history("kettle", 1, 2, 3, 4, texts={2: "raise"})
        store.inbox().apply(bad[:2])
        store.inbox().apply(bad[4:])
        store.inbox().apply(bad[2:4])
        assert [sequence for sequence, _ in parked(store)] == [2, 3, 4, 5]
        assert store.amount_of("waiting") == 0
        assert store.seen("kettle")["count"] == 0

    def test_is_parked_when_it_had_waited_for_an_earlier_one(self, store):
        bad = history("kettle", 1, 2, 3, texts={3: "raise"})
        store.inbox().apply([bad[0], *bad[2:]])
        assert store.amount_of("waiting") == 2
        store.inbox().apply([bad[1]])
        assert [sequence for sequence, _ in parked(store)] == [3, 4]
        assert store.amount_of("waiting") == 0
        assert store.seen("kettle")["amounts"] == [1]

    def test_is_parked_with_what_waits_behind_a_gap(self, store):
        bad = history("kettle", 1, 2, 3, texts={2: "raise"})
        store.inbox().apply([*bad[:2], bad[3]])
        assert [sequence for sequence, _ in parked(store)] == [2, 4]
        assert store.amount_of("waiting") == 0

    def test_is_parked_where_its_data_breaks_its_schema(self, store):
        added, one = history("kettle", 1)
        broken = Envelope(**{**vars(one), "data": {"thing": "kettle", "amount": "many"}})
        store.inbox().apply([added, broken, *history("pot", 1)])
        ((sequence, reason),) = parked(store)
        assert sequence == 2
        assert "amount" in reason
        assert store.seen("pot")["count"] == 1

    def test_that_fails_now_and_then_is_tried_again_and_not_parked(self, store):
        failures = iter([True, True, False])

        def falter(event, effects):
            if next(failures, False):
                raise RuntimeError
            things.see_counted(event, effects)

        store.inbox({**things.HANDLERS, ThingCounted: falter}).apply(history("kettle", 1))
        assert store.seen("kettle")["count"] == 1
        assert parked(store) == []

    def test_keeps_the_bytes_to_try_again_with(self, store):
        bad = history("kettle", 1, texts={2: "raise"})
        store.inbox().apply(bad)
        assert from_bytes(store.records["parked"].find_one()["body"]) == bad[1]

    def test_is_not_parked_while_the_database_is_away(self, store):
        def away(_event, _effects):
            raise AutoReconnect("gone")

        with pytest.raises(AutoReconnect):
            store.inbox({ThingAdded: away}).apply(history("kettle"))
        assert parked(store) == []


def test_thousands_that_waited_for_one_take_effect_in_several_transactions(store):
    added, first, *rest = history("kettle", *range(1, 2_501))
    taking = store.inbox()
    taking.apply([added])
    taking.apply(rest)
    assert store.amount_of("waiting") == 2_499
    taking.apply([first])
    assert store.seen("kettle")["amounts"] == list(range(1, 2_501))
    assert store.amount_of("waiting") == 0
    progress = store.records["progress"].find_one({"_id": "trial:thing:kettle"})
    assert progress["changes"] == 2 + 3


class TestABatchThatTakesLong:
    """It is stored in several transactions: the server ends one that lasts too long."""

    SLOW = ("take 0.05",) * 6

    @pytest.fixture(autouse=True)
    def _little_time(self, monkeypatch):
        monkeypatch.setattr(attempts, "HANDLING_SECONDS", 0.1)

    def slow(self, thing: str) -> list[Envelope]:
        texts = dict(enumerate(self.SLOW, start=2))
        return history(thing, *range(1, 7), texts=texts)

    def test_is_applied_whole_and_in_order(self, store):
        store.inbox().apply([*self.slow("kettle"), *self.slow("pot")])
        for thing in ("kettle", "pot"):
            assert store.seen(thing)["amounts"] == [1, 2, 3, 4, 5, 6]
        assert store.amount_of("waiting") == 0
        progress = store.records["progress"].find_one({"_id": "trial:thing:kettle"})
        assert progress["changes"] > 1

    def test_lets_its_process_show_life_in_between(self, store):
        moments = []
        taking = inbox.Inbox(
            store.client,
            store.records,
            things.HANDLERS,
            meanwhile=lambda: moments.append(store.seen("kettle")["applied"]),
        )
        taking.apply(self.slow("kettle"))
        assert moments == sorted({*moments})
        assert 1 < moments[0] < 7

    def test_goes_on_where_it_was_cut_short_as_soon_as_any_of_it_comes_again(
        self, store, monkeypatch
    ):
        events = self.slow("kettle")
        running, told = store.inbox(), inbox.told

        def die(attempt):
            told(attempt)
            raise KeyboardInterrupt

        monkeypatch.setattr(inbox, "told", die)
        with pytest.raises(KeyboardInterrupt):
            running.apply(events)
        monkeypatch.setattr(inbox, "told", told)
        assert store.amount_of("waiting") > 0
        store.inbox().apply(events[:1])
        assert store.seen("kettle")["amounts"] == [1, 2, 3, 4, 5, 6]
        assert store.amount_of("waiting") == 0
