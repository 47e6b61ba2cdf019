"""What is parked can be retried and given up, and its followers go on in their order."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from pymongo.errors import AutoReconnect

from backbone import parked
from backbone.mending import BATCH, EarlierMissing, NotTheFirst
from backbone.parked import NoSuchParkedEvent
from backbone.parking import KEPT_BYTES, park_bytes
from backbone.work import AlreadyDone
from contracts.callers import Caller
from contracts.cloudevents import to_bytes
from contracts.errors import Invalid
from contracts.operating.messages import Retried
from tests.trial import things
from tests.trial.contract import ThingCounted
from tests.trial.histories import history
from tests.trial.running import under_key

ADA = Caller("ada", "sector-body", "administrator", "Ada")
WHY = "Its council was merged into another one."
DONE = Retried(applied=0, waiting=0, parked=0, first=None, failed=None)


def sequences(store, thing):
    return [document["sequence"] for document in store.parked(thing)]


def progress(store, thing):
    return store.records["progress"].find_one({"_id": f"trial:thing:{thing}"})


def poisoned(store, *amounts, texts=None, thing="kettle"):
    """A thing of which an event could not be applied, by default number 3; its whole history."""
    events = history(thing, *amounts, texts=texts or {3: "until mended"})
    store.inbox().apply(events)
    return events


def retry(store, thing="kettle", caller=ADA):
    return store.mending().retry(store.parked(thing)[0]["_id"], caller)


def discard(store, thing="kettle", why=WHY):
    return store.mending().discard(store.parked(thing)[0]["_id"], ADA, why)


class TestARetry:
    def test_applies_the_event_and_those_behind_it_in_order_once_the_cause_is_mended(self, store):
        poisoned(store, 1, 2, 3, 4)
        store.mend()
        assert retry(store) == Retried(3, 0, 0, None, None)
        assert store.seen("kettle")["amounts"] == [1, 2, 3, 4]
        assert store.amount_of("parked") == 0
        assert progress(store, "kettle")["parked"] is False

    def test_lets_what_comes_afterwards_take_effect_as_ever(self, store):
        *events, last = history("kettle", 1, 2, 3, texts={3: "until mended"})
        store.inbox().apply(events)
        store.mend()
        retry(store)
        store.inbox().apply([*events, last])
        assert store.seen("kettle")["amounts"] == [1, 2, 3]

    def test_parks_again_what_fails_again_with_the_new_reason(self, store):
        poisoned(store, 1, 2, 3)
        (first, _) = store.parked("kettle")

        def fail(_event, _effects):
            raise ArithmeticError("something else by now")

        mending = store.mending({**things.HANDLERS, ThingCounted: fail})
        retried = mending.retry(first["_id"], ADA)
        assert retried == Retried(0, 0, 2, first["_id"], "ArithmeticError")
        (again, follower) = store.parked("kettle")
        assert "something else by now" in again["reason"]
        assert again["at"] == first["at"]
        assert follower["reason"] == "an earlier one is parked"
        assert progress(store, "kettle")["parked"] is True

    def test_keeps_what_went_well_before_the_next_one_that_fails(self, store):
        poisoned(store, 1, 2, 3, 4, texts={3: "until mended", 4: "raise"})
        store.mend()
        retried = retry(store)
        assert (retried.applied, retried.parked, retried.failed) == (1, 2, "RuntimeError")
        assert store.seen("kettle")["amounts"] == [1, 2]
        assert sequences(store, "kettle") == [4, 5]

    @pytest.mark.parametrize("text", ["store nonsense", "store a set"])
    def test_finds_the_event_whose_effects_can_not_be_stored(self, store, text):
        poisoned(store, 1, 2, 3, 4, texts={3: "until mended", 4: text})
        store.mend()
        assert retry(store).parked == 2
        assert store.seen("kettle")["amounts"] == [1, 2]

    def test_may_name_any_event_of_the_aggregate(self, store):
        poisoned(store, 1, 2, 3)
        store.mend()
        last = store.parked("kettle")[-1]
        assert store.mending().retry(last["_id"], ADA).applied == 2

    def test_leaves_other_aggregates_alone(self, store):
        poisoned(store, 1, 2)
        poisoned(store, 1, 2, thing="pot")
        store.mend()
        retry(store)
        assert sequences(store, "pot") == [3]

    def test_lets_those_behind_a_gap_wait_for_the_missing_one(self, store):
        events = history("kettle", 1, 2, 3, 4, texts={3: "until mended"})
        store.inbox().apply([*events[:3], events[4]])
        store.mend()
        assert retry(store) == Retried(1, 1, 0, None, None)
        store.inbox().apply([events[3]])
        assert store.seen("kettle")["amounts"] == [1, 2, 3, 4]
        assert store.amount_of("waiting") == 0

    def test_is_not_parked_while_the_database_is_away(self, store):
        poisoned(store, 1, 2)

        def away(_event, _effects):
            raise AutoReconnect("gone")

        mending = store.mending({ThingCounted: away})
        with pytest.raises(AutoReconnect):
            mending.retry(store.parked("kettle")[0]["_id"], ADA)
        assert "LookupError" in store.parked("kettle")[0]["reason"]

    def test_of_nothing_that_is_parked_says_so(self, store):
        with pytest.raises(NoSuchParkedEvent):
            store.mending().retry("nobody", ADA)

    def test_that_comes_again_under_its_key_takes_effect_once(self, store):
        poisoned(store, 1, 2)
        name = store.parked("kettle")[0]["_id"]
        with under_key("a-key"):
            first = store.mending().retry(name, ADA)
        assert first.failed == "LookupError"
        store.mend()
        with under_key("a-key"), pytest.raises(AlreadyDone) as again:
            store.mending().retry(name, ADA)
        assert Retried(**again.value.reply) == first
        assert sequences(store, "kettle") == [3]
        # And where the first time made it unfindable:
        with under_key("b-key"):
            store.mending().retry(name, ADA)
        with under_key("b-key"), pytest.raises(AlreadyDone):
            store.mending().retry(name, ADA)


class TestAtTheSameMoment:
    def test_an_event_that_comes_during_a_retry_neither_overtakes_nor_is_lost(self, store):
        *events, last = history("kettle", 1, 2, 3, 4, texts={3: "until mended"})
        store.inbox().apply(events)
        store.mend()
        begun, came = threading.Event(), threading.Event()

        def count(event, effects):
            things.see_counted(event, effects)
            if event.amount == 2:
                begun.set()
                came.wait(5)

        def arrive():
            begun.wait(5)
            store.inbox().apply([last])
            came.set()

        live = threading.Thread(target=arrive)
        live.start()
        mending = store.mending({**things.HANDLERS, ThingCounted: count})
        mending.retry(store.parked("kettle")[0]["_id"], ADA)
        live.join()
        assert store.seen("kettle")["amounts"] == [1, 2, 3, 4]
        assert store.amount_of("parked") == store.amount_of("waiting") == 0

    def test_two_administrators_apply_each_event_once(self, store):
        poisoned(store, *range(1, 40))
        store.mend()
        both = threading.Barrier(2)

        def work(_):
            name, applied = store.parked("kettle")[0]["_id"], 0
            both.wait()
            while name:
                try:
                    retried = store.mending().retry(name, ADA)
                except NoSuchParkedEvent:
                    break
                name, applied = retried.first, applied + retried.applied
            return applied

        with ThreadPoolExecutor(2) as pool:
            assert sum(pool.map(work, range(2))) == 38
        assert store.seen("kettle")["amounts"] == list(range(1, 40))
        assert store.amount_of("parked") == 0

    def test_one_who_retries_and_one_who_discards_do_not_both_have_their_way(self, store):
        for number in range(5):
            thing = f"kettle-{number}"
            store.records["seen"].delete_one({"_id": things.MEND})
            poisoned(store, 1, 2, 3, thing=thing)
            store.mend()
            name = store.parked(thing)[0]["_id"]
            both = threading.Barrier(2)

            def work(act, name=name, both=both):
                both.wait()
                try:
                    act(store.mending(), name)
                except NoSuchParkedEvent:
                    return 0
                return 1

            acts = [
                lambda mending, name: mending.retry(name, ADA),
                lambda mending, name: mending.discard(name, ADA, WHY),
            ]
            with ThreadPoolExecutor(2) as pool:
                assert sum(pool.map(work, acts)) == 1
            given_up = store.records["discarded"].count_documents({"key": f"trial:thing:{thing}"})
            while left := store.parked(thing):
                store.mending().retry(left[0]["_id"], ADA)
            assert store.seen(thing)["amounts"] == ([1, 3] if given_up else [1, 2, 3])


class TestManyFollowers:
    MANY = 2 * BATCH + 50

    def test_are_applied_batch_by_batch_while_later_ones_queue_up_behind(self, store):
        *events, last = history("kettle", *range(1, self.MANY), texts={3: "until mended"})
        store.inbox().apply(events)
        store.mend()
        first = retry(store)
        assert (first.applied, first.failed) == (BATCH, None)
        assert progress(store, "kettle")["parked"] is True
        store.inbox().apply([last])
        assert store.seen("kettle")["applied"] == 2 + BATCH
        retried = first
        while retried.first:
            retried = store.mending().retry(retried.first, ADA)
        assert store.seen("kettle")["amounts"] == list(range(1, self.MANY))
        assert progress(store, "kettle")["parked"] is False

    def test_behind_a_gap_wait_and_are_not_overtaken_while_they_are_moved(self, store):
        events = history("kettle", *range(1, self.MANY), texts={3: "until mended"})
        missing = events.pop(5)
        store.inbox().apply(events)
        store.mend()
        first = retry(store)
        assert first.parked > 0
        assert progress(store, "kettle")["parked"] is True
        # It comes in the midst of it, and must not be taken for the last.
        store.inbox().apply([missing])
        retried = first
        while retried.first:
            retried = store.mending().retry(retried.first, ADA)
        assert store.seen("kettle")["amounts"] == list(range(1, self.MANY))
        assert store.amount_of("waiting") == 0


class TestDiscarding:
    def test_gives_up_one_event_and_those_behind_it_go_on(self, store):
        events = poisoned(store, 1, 2, 3, 4)
        (name, *_) = [document["_id"] for document in store.parked("kettle")]
        assert discard(store) == Retried(2, 0, 0, None, None)
        assert store.seen("kettle")["amounts"] == [1, 3, 4]
        (given_up,) = store.records["discarded"].find()
        assert given_up["_id"] == name
        assert (given_up["key"], given_up["sequence"]) == ("trial:thing:kettle", 3)
        assert (given_up["who"], given_up["why"]) == ("ada", WHY)
        assert given_up["body"] == to_bytes(events[2])
        assert given_up["parked_at"] < given_up["at"]
        assert "LookupError" in given_up["reason"]

    def test_is_for_good(self, store):
        events = poisoned(store, 1, 2, 3)
        discard(store)
        store.mend()
        store.inbox().apply(events)
        assert store.seen("kettle")["amounts"] == [1, 3]

    def test_parks_the_next_one_that_fails(self, store):
        poisoned(store, 1, 2, 3, texts={3: "raise", 4: "until mended"})
        discarded = discard(store)
        assert (discarded.applied, discarded.parked, discarded.failed) == (0, 1, "LookupError")
        assert sequences(store, "kettle") == [4]

    def test_is_only_for_the_first_of_an_aggregate(self, store):
        poisoned(store, 1, 2, 3)
        first, second = store.parked("kettle")
        with pytest.raises(NotTheFirst) as refused:
            store.mending().discard(second["_id"], ADA, WHY)
        assert refused.value.details == {"first": first["_id"]}
        assert sequences(store, "kettle") == [3, 4]
        assert store.amount_of("discarded") == 0

    def test_is_not_for_one_that_has_an_earlier_one_to_wait_for(self, store):
        poisoned(store, 1, 2, 3)
        store.records["parked"].delete_one({"sequence": 3})
        with pytest.raises(EarlierMissing):
            discard(store)

    def test_that_comes_again_under_its_key_takes_effect_once(self, store):
        poisoned(store, 1, 2, 3)
        name = store.parked("kettle")[0]["_id"]
        with under_key("a-key"):
            first = store.mending().discard(name, ADA, WHY)
        with under_key("a-key"), pytest.raises(AlreadyDone) as again:
            store.mending().discard(name, ADA, WHY)
        assert Retried(**again.value.reply) == first


class TestBytesThatAreNoEvent:
    def park(self, store, body):
        park_bytes(store.records, body, "trial.thing-counted.v2", "Undecodable")
        return store.records["parked"].find_one({"key": None})["_id"]

    def test_stay_parked_while_they_are_none(self, store):
        name = self.park(store, b"\xff\x00nonsense")
        assert store.mending().retry(name, ADA) == Retried(0, 0, 1, name, "JSONDecodeError")

    def test_are_applied_where_they_are_one_now(self, store):
        added, one, two = history("kettle", 1, 2)
        name = self.park(store, to_bytes(one))
        store.inbox().apply([added, two])
        assert store.mending().retry(name, ADA) == Retried(2, 0, 0, None, None)
        assert store.seen("kettle")["amounts"] == [1, 2]
        assert store.amount_of("parked") == 0

    def test_are_parked_as_an_event_where_its_handler_refuses_it(self, store):
        added, one = history("kettle", 1, texts={2: "raise"})
        store.inbox().apply([added])
        retried = store.mending().retry(self.park(store, to_bytes(one)), ADA)
        assert (retried.parked, retried.failed) == (1, "RuntimeError")
        assert sequences(store, "kettle") == [2]

    def test_can_be_discarded(self, store):
        name = self.park(store, b"nonsense")
        assert store.mending().discard(name, ADA, WHY) == DONE
        (given_up,) = store.records["discarded"].find()
        assert (given_up["key"], given_up["body"]) == (None, b"nonsense")


class TestWhatIsShown:
    def test_is_one_row_for_an_aggregate_the_oldest_first(self, store):
        poisoned(store, 1, 2, 3, 4, thing="pot")
        poisoned(store, 1, 2, thing="kettle")
        park_bytes(store.records, b"nonsense", "trial.x.v1", "ValueError('nonsense')")
        rows = parked.listed(store.records, None, 50).events
        assert [(row.subject, row.sequence, row.behind) for row in rows] == [
            ("pot", 3, 2), ("kettle", 3, 0), (None, None, 0)
        ]  # fmt: skip
        assert (rows[0].service, rows[0].aggregate) == ("trial", "thing")
        assert rows[0].type == "uk.waymark.trial.thing-counted.v2"
        assert rows[2].routing_key == "trial.x.v1"

    def test_comes_in_pages(self, store):
        for number in range(5):
            poisoned(store, 1, 2, 3, thing=f"thing-{number}")
        seen, after = [], None
        while True:
            page = parked.listed(store.records, after, 2)
            seen += [row.subject for row in page.events]
            after = page.next
            if after is None:
                break
        assert seen == [f"thing-{number}" for number in range(5)]
        with pytest.raises(Invalid):
            parked.listed(store.records, "nonsense", 2)

    def test_are_names_and_kinds_and_no_word_of_a_council(self, store):
        poisoned(store, 1, 2, 3)
        first, second = store.parked("kettle")
        one = parked.one(store.records, second["_id"])
        assert (one.first, one.parked.behind, one.parked.sequence) == (first["_id"], 0, 4)
        assert one.fields == ("thing", "amount", "text")
        assert parked.one(store.records, first["_id"]).parked.reason == "LookupError"

    @pytest.mark.parametrize(
        ("reason", "shown"),
        [
            ("KeyError('what a council typed')", "KeyError"),
            ("an earlier one is parked", "an earlier one is parked"),
            ("uk.waymark.x.y.v1: {'amount': ['Not a valid integer.']}",) * 2,
        ],
    )
    def test_of_a_reason_is_the_kind_of_an_error_or_a_sentence_of_ours(self, reason, shown):
        assert parked.shown(reason) == shown

    def test_to_the_operator_is_all_of_it(self, store):
        poisoned(store, 1, 2)
        park_bytes(store.records, b"\xffx", "trial.x.v1", "no event")
        event, nonsense = store.records["parked"].find().sort("key", -1)
        content = parked.content(store.records, event["_id"])
        assert content.body["data"] == {"thing": "kettle", "amount": 2, "text": "until mended"}
        content = parked.content(store.records, nonsense["_id"])
        assert (content.body, content.base64, content.text) == (None, "/3g=", "�x")


class TestAnEventThatIsParkedUntried:
    def test_holds_back_those_that_come_after_it(self, store):
        added, one, two = history("kettle", 1, 2)
        store.inbox().apply([added])
        store.inbox().park(one, "the process ended while it was handled")
        store.inbox().apply([one, two])
        assert sequences(store, "kettle") == [2, 3]
        assert store.parked("kettle")[0]["reason"] == "the process ended while it was handled"
        assert retry(store).applied == 2
        assert store.seen("kettle")["amounts"] == [1, 2]

    def test_is_left_alone_where_it_took_effect(self, store):
        events = history("kettle", 1)
        store.inbox().apply(events)
        store.inbox().park(events[1], "too late")
        assert store.amount_of("parked") == 0

    def test_after_a_retry_that_killed_its_process_is_told_apart_from_its_neighbours(self, store):
        poisoned(store, 1, 2, 3)
        store.records["progress"].update_one({}, {"$set": {"trying": True}})  # as a killed one did
        store.mend()
        retried = retry(store)
        assert (retried.applied, retried.parked, retried.failed) == (1, 1, None)
        store.records["progress"].update_one({}, {"$set": {"trying": True}})
        discarded = discard(store)
        assert (discarded.applied, discarded.parked) == (0, 0)


def test_bytes_that_no_document_can_hold_are_parked_as_far_as_one_does(store):
    huge = b"x" * (17 * 1024 * 1024)
    park_bytes(store.records, huge, "trial.thing-added.v1", "Undecodable")
    (kept,) = store.records["parked"].find()
    assert kept["body"] == huge[:KEPT_BYTES]
    assert f"of {len(huge)} bytes" in kept["reason"]
