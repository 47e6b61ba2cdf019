"""State, events and the command's key are stored together, once, on the version decided upon."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pymongo
import pytest
from pymongo.errors import PyMongoError

from backbone import changes, transactions
from backbone.identifiers import new_id
from backbone.work import AlreadyDone, AlreadyExists, MoreThanOneUnit
from contracts.errors import Conflict, KeyReused, Refusal, Stale
from tests.trial import things
from tests.trial.running import under_key


def refused(act) -> str | None:
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return None


def test_a_new_aggregate_is_stored_with_the_event_that_tells_of_it(store):
    answer = store.add("kettle", text="new")
    assert answer.version == 1
    assert store.work.get(things.THINGS, "kettle").version == 1
    (event,) = store.events()
    assert (event["subject"], event["sequence"], event["data"]["text"]) == ("kettle", 1, "new")


def test_a_change_that_fails_on_the_way_stores_neither_state_nor_event_nor_key(store, monkeypatch):
    store.add("kettle")

    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(changes, "records_of", broken)
    with under_key("k1"), pytest.raises(RuntimeError):
        store.count("kettle")
    assert store.state("kettle").count == 0
    assert len(store.events()) == 1
    assert store.amount_of("commands") == 0


def test_an_answer_that_can_not_be_made_leaves_nothing_behind(store):
    def no_answer(_state, _version):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.work.create(things.THINGS, things.add("kettle"), reply=no_answer)
    assert store.work.find(things.THINGS, "kettle") is None
    assert store.events() == []


def test_a_change_to_a_version_that_is_no_longer_the_present_one_is_refused(store):
    store.add("kettle")
    store.count("kettle", expected=1)
    with pytest.raises(Stale) as refusal:
        store.count("kettle", expected=1)
    assert refusal.value.details == {"version": 2}
    assert store.state("kettle").count == 1


def test_a_change_of_what_is_not_there_gets_the_refusal_of_its_kind(store):
    with pytest.raises(things.NoSuchThing):
        store.count("kettle")


def test_fifty_changes_at_once_to_one_aggregate_all_take_effect(store):
    store.add("kettle")
    with ThreadPoolExecutor(50) as pool:
        refusals = list(pool.map(lambda _: refused(lambda: store.count("kettle")), range(50)))
    assert refusals == [None] * 50
    assert store.state("kettle").count == 50
    assert [event["sequence"] for event in store.events()] == list(range(1, 52))


def test_of_many_changes_at_once_to_one_seen_version_one_takes_effect(store):
    store.add("kettle")
    with ThreadPoolExecutor(20) as pool:
        attempts = pool.map(lambda _: refused(lambda: store.count("kettle", expected=1)), range(20))
        refusals = list(attempts)
    assert sorted(refusals, key=str) == [None] + ["stale-version"] * 19
    assert store.state("kettle").count == 1


def test_of_many_who_create_the_same_one_succeeds(store):
    with ThreadPoolExecutor(20) as pool:
        refusals = list(pool.map(lambda _: refused(lambda: store.add("kettle")), range(20)))
    assert sorted(refusals, key=str) == [None] + ["already-exists"] * 19
    assert len(store.events()) == 1


def test_a_unique_value_that_is_taken_is_said_at_once_and_by_name(store):
    store.add("kettle", label="red")
    with pytest.raises(AlreadyExists) as refusal:
        store.add("pot", label="red")
    assert refusal.value.details == {"fields": ["label"]}
    assert store.work.find(things.THINGS, "pot") is None


def test_what_changes_nothing_is_not_stored(store):
    store.add("kettle")
    assert store.count("kettle", 0).version == 1
    assert len(store.events()) == 1


def test_put_creates_first_and_changes_then(store):
    def put(amount, expected=None):
        def decide(state):
            return things.count(state, amount) if state else things.add("kettle")

        return store.work.put(
            things.THINGS, "kettle", decide, expected=expected, reply=things.reply
        )

    assert put(1).version == 1
    assert put(5).count == 5
    with pytest.raises(Stale):
        put(1, expected=0)


class TestAChangeOfTwoTogether:
    """Counts move from one thing to another: whatever comes between, none is lost on the way."""

    def move(self, store, source, target, amount=1, **options):
        def decide(one, other):
            return things.count(one, -amount), things.count(other, amount)

        return store.work.change_together(
            things.THINGS, (source, target), decide, reply=lambda one, _: one.version, **options
        )

    def counts(self, store, *names):
        return [store.state(name).count for name in names]

    def test_stores_both_with_their_events(self, store):
        store.add("kettle")
        store.add("pot")

        assert self.move(store, "pot", "kettle", 3) == 2
        assert self.counts(store, "kettle", "pot") == [3, -3]
        told = {(event["subject"], event["sequence"]) for event in store.events()}
        assert told == {("kettle", 1), ("kettle", 2), ("pot", 1), ("pot", 2)}

    def test_loses_nothing_where_many_move_crosswise_and_others_count(self, store):
        names = ("kettle", "pot", "pan")
        for name in names:
            store.add(name)

        def act(number):
            source, target = names[number % 3], names[(number + 1 + number % 2) % 3]
            if number % 5 == 0:
                return refused(lambda: store.count(source))
            return refused(lambda: self.move(store, source, target))

        with ThreadPoolExecutor(12) as pool:
            refusals = list(pool.map(act, range(40)))

        assert refusals == [None] * 40
        assert sum(self.counts(store, *names)) == 8
        assert len(store.events()) == 3 + 8 + 32 * 2

    def test_is_refused_whole_for_a_version_that_is_not_the_present_one(self, store):
        store.add("kettle")
        store.add("pot")
        store.count("pot")
        with pytest.raises(Stale):
            self.move(store, "kettle", "pot", expected={"pot": 1})
        assert self.counts(store, "kettle", "pot") == [0, 1]

    def test_needs_both(self, store):
        store.add("kettle")
        with pytest.raises(things.NoSuchThing):
            self.move(store, "kettle", "pot")
        assert len(store.events()) == 1

    def test_that_changes_nothing_stores_nothing(self, store):
        store.add("kettle")
        store.add("pot")
        self.move(store, "kettle", "pot", 0)
        assert len(store.events()) == 2

    def test_of_one_alone_is_a_defect(self, store):
        store.add("kettle")
        store.add("pot")

        def half(one, other):
            return things.count(one, 1), things.count(other, 0)

        with pytest.raises(changes.HalfAChange):
            store.work.change_together(
                things.THINGS, ("kettle", "pot"), half, reply=lambda one, _: one
            )
        assert self.counts(store, "kettle", "pot") == [0, 0]

    def test_takes_effect_once_for_its_key(self, store):
        store.add("kettle")
        store.add("pot")
        with under_key("k1"):
            self.move(store, "kettle", "pot")
        with under_key("k1"), pytest.raises(AlreadyDone):
            self.move(store, "kettle", "pot")
        assert self.counts(store, "kettle", "pot") == [-1, 1]


class TestACommandWithAKey:
    def test_gets_the_first_answer_when_it_comes_again(self, store):
        store.add("kettle")
        with under_key("k1"):
            first = store.count("kettle")
        store.count("kettle", 10)
        with under_key("k1"), pytest.raises(AlreadyDone) as again:
            store.count("kettle")
        assert again.value.reply == {"thing": "kettle", "count": first.count, "version": 2}
        assert store.state("kettle").count == 11

    def test_gets_the_first_answer_even_where_its_version_has_moved_on(self, store):
        store.add("kettle")
        with under_key("k1"):
            store.count("kettle", expected=1)
        with under_key("k1"), pytest.raises(AlreadyDone):
            store.count("kettle", expected=1)

    def test_gets_the_first_answer_even_where_the_rules_would_refuse_it_now(self, store):
        store.add("kettle")
        with under_key("k1"):
            store.count("kettle", things.LIMIT)
        with under_key("k1"), pytest.raises(AlreadyDone):
            store.count("kettle", things.LIMIT)

    def test_gets_the_first_answer_where_it_created_something_with_a_new_name(self, store):
        for _ in range(2):
            with under_key("k1"):
                try:
                    store.add(new_id())
                except AlreadyDone:
                    break
        assert store.amount_of("things") == 1

    def test_gets_the_first_answer_where_nothing_was_to_change(self, store):
        store.add("kettle")
        with under_key("k1"):
            store.count("kettle", 0)
        store.count("kettle")
        with under_key("k1"), pytest.raises(AlreadyDone) as again:
            store.count("kettle", 0)
        assert again.value.reply["version"] == 1

    def test_is_refused_under_the_key_of_another_request(self, store):
        store.add("kettle")
        with under_key("k1", body="one"):
            store.count("kettle")
        with under_key("k1", body="another"), pytest.raises(KeyReused):
            store.count("kettle")
        with under_key("k1", body="one", method="another"), pytest.raises(KeyReused):
            store.count("kettle")
        assert store.state("kettle").count == 1

    def test_that_was_refused_may_be_tried_again(self, store):
        with under_key("k1"), pytest.raises(things.NoSuchThing):
            store.count("kettle")
        store.add("kettle")
        with under_key("k1"):
            assert store.count("kettle").count == 1

    def test_takes_effect_once_when_twenty_copies_arrive_together(self, store):
        store.add("kettle")

        def attempt(_):
            with under_key("k1"):
                try:
                    return store.count("kettle").version
                except AlreadyDone as done:
                    return done.reply["version"]

        with ThreadPoolExecutor(20) as pool:
            assert set(pool.map(attempt, range(20))) == {2}
        assert store.state("kettle").count == 1

    def test_is_one_unit_of_work_and_a_second_one_is_named_a_defect(self, store):
        store.add("kettle")
        with under_key("k1"):
            store.count("kettle")
            with pytest.raises(MoreThanOneUnit):
                store.count("kettle")


class TestManyAggregatesTogether:
    def put(self, store, decisions):
        return store.work.put_each(things.THINGS, decisions, reply=len_of)

    def test_are_all_stored(self, store):
        names = [f"thing-{number}" for number in range(300)]
        decisions = {name: lambda _, name=name: things.add(name) for name in names}
        assert self.put(store, decisions).count == 300
        assert store.amount_of("things") == store.amount_of("events") == 300

    def test_are_none_of_them_stored_where_one_is_refused(self, store):
        def refuse(_):
            raise Conflict

        with pytest.raises(Conflict):
            self.put(store, {"kettle": lambda _: things.add("kettle"), "pot": refuse})
        assert store.amount_of("things") == store.amount_of("events") == 0

    def test_are_none_of_them_stored_where_one_breaks_a_unique_value(self, store):
        store.add("jug", label="red")
        decisions = {
            "kettle": lambda _: things.add("kettle"),
            "pot": lambda _: things.add("pot", label="red"),
        }
        with pytest.raises(AlreadyExists):
            self.put(store, decisions)
        assert store.amount_of("things") == 1

    def test_lose_no_change_that_others_make_at_the_same_time(self, store):
        names = ["jug", "kettle", "pot"]
        for name in names:
            store.add(name)

        def together(_):
            self.put(store, dict.fromkeys(names, things.count))

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(together, range(8)))
            list(pool.map(lambda number: store.count(names[number % 3]), range(9)))
        assert [store.state(name).count for name in names] == [11, 11, 11]


def len_of(outcomes):
    return things.Thing("all", len(outcomes), 0)


class TestATransactionOfARequestWhoseTimeIsOver:
    def test_ends_in_its_time_and_frees_what_it_held(self, store):
        store.add("kettle")
        open_elsewhere = store.client.start_session()
        open_elsewhere.start_transaction()
        things_of = store.records["things"]
        things_of.update_one({"_id": "kettle"}, {"$set": {"count": 1}}, session=open_elsewhere)
        with pymongo.timeout(0.5), pytest.raises((PyMongoError, Stale)):
            store.count("kettle")
        open_elsewhere.abort_transaction()
        with pymongo.timeout(0.5):
            assert store.count("kettle").count == 1

    def test_does_not_go_on_trying_after_it(self, store):
        def body(session):
            store.records["seen"].insert_one({"_id": new_id()}, session=session)
            list(store.records["things"].find({"$where": "sleep(5000) || true"}, session=session))

        store.add("kettle")
        began = transactions.time.monotonic()
        with pymongo.timeout(0.3), pytest.raises(PyMongoError):
            transactions.transact(store.client, body)
        assert transactions.time.monotonic() - began < 2
        assert store.amount_of("seen") == 0

    def test_leaves_nothing_locked_behind(self, store):
        """Else the next one would wait until the server ends it: five seconds, or sixty."""

        def body(session):
            change = {"$inc": {"count": 1}}
            store.records["things"].update_one({"_id": "kettle"}, change, session=session)
            transactions.time.sleep(0.4)
            list(store.records["things"].find({}, session=session))

        store.add("kettle")
        with pymongo.timeout(0.3), pytest.raises(PyMongoError):
            transactions.transact(store.client, body)
        with pymongo.timeout(1):
            assert store.count("kettle").count == 1


def test_a_killed_client_s_open_transaction_is_waited_out(store):
    """A command that meets it succeeds once the server has ended it."""
    store.add("kettle")
    session = store.client.start_session()
    session.start_transaction()
    store.records["things"].update_one({"_id": "kettle"}, {"$inc": {"version": 9}}, session=session)
    with ThreadPoolExecutor(1) as pool:
        change = pool.submit(partial(store.count, "kettle"))
        transactions.time.sleep(1)
        assert not change.done()
        session.abort_transaction()
        assert change.result(5).count == 1


def test_what_is_written_along_with_a_new_aggregate_is_written_with_it_or_not_at_all(store):
    notes = store.work.collection(things.THINGS).database["commands"]

    def note(session):
        notes.insert_one({"_id": "a note"}, session=session)

    def refuse(session):
        note(session)
        raise Stale

    with pytest.raises(Stale):
        store.work.create(things.THINGS, things.add("kettle"), reply=lambda *_: {}, also=refuse)
    assert store.work.find(things.THINGS, "kettle") is None
    assert store.events() == []
    assert notes.count_documents({}) == 0

    store.work.create(things.THINGS, things.add("kettle"), reply=lambda *_: {}, also=note)
    assert store.work.get(things.THINGS, "kettle").version == 1
    assert notes.count_documents({}) == 1
