"""A read model made anew out of the feeds is the live one, and takes its place under load (G7)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from backbone import leases, parking, rebuilding, swapping
from backbone.identifiers import new_id
from backbone.leases import LeaseLost
from backbone.outbox import envelope_from
from backbone.rebuilding import AnotherAtWork, DiscardedMeanwhile, NotItsDatabase, Subscriber
from backbone.replaying import OutOfOrder
from backbone.swapping import Paused, PauseEnded
from contracts.callers import Caller
from contracts.operating.messages import ReadFeed
from tests.trial import things
from tests.trial.contract import AddThing, CountThing, ThingCounted
from tests.trial.rebuilding import TRIAL, from_store, killed_after, rebuilt
from tests.trial.running import Trial, wait_until

OPERATOR = Caller("operator", "sector-body", "administrator", "Operator", kind="operator")
LONG_AGO = leases.LONG_AGO


def place(store):
    """Gives the new events their places, as the relay does."""
    lease = leases.take(store.records, "relay", "a relay", seconds=60)
    while store.feed.place(lease, limit=100):
        pass


def happen(store, *names, counts=9, text=""):
    for name in names:
        store.add(name)
        for amount in range(1, counts + 1):
            store.count(name, amount, text if amount == 3 else "")
    place(store)


def events(store):
    found = store.records["events"].find({"position": {"$exists": True}}).sort("position", 1)
    return [envelope_from(each) for each in found]


def apply_all(store):
    """What live instances do with the events that have come."""
    for at in range(0, len(all_ := events(store)), 10):
        store.inbox().apply(all_[at : at + 10])


def kept(store):
    """The read model, how far each aggregate has come, and what could not be applied."""
    state = {"sequence": True, "parked": True, "waiting": True}
    return {
        "seen": list(store.records["seen"].find().sort("_id", 1)),
        "progress": list(store.records["progress"].find({}, state).sort("_id", 1)),
        "parked": list(store.records["parked"].find({}, {"reason": False}).sort("_id", 1)),
        "waiting": list(store.records["waiting"].find()),
    }


def left_over(store):
    return [name for name in store.records.list_collection_names() if "rebuilt" in name]


def expire(store, lease="rebuild"):
    store.records["leases"].update_one({"_id": lease}, {"$set": {"until": LONG_AGO}})


def test_what_is_rebuilt_is_what_was_there(store):
    happen(store, "kettle", "pot", "pan")
    apply_all(store)
    before = kept(store)
    done = rebuilt(store)
    assert (done.events, done.parked) == (30, 0)
    assert kept(store) == before
    assert left_over(store) == []


def test_a_read_model_that_was_damaged_is_mended(store):
    happen(store, "kettle", "pot")
    apply_all(store)
    before = kept(store)
    store.records["seen"].update_one({"_id": "kettle"}, {"$set": {"count": 0}})
    store.records["seen"].insert_one({"_id": "never heard of"})
    rebuilt(store)
    assert kept(store) == before


def test_it_has_the_indexes_of_the_live_one(store):
    happen(store, "kettle")
    before = {name: store.records[name].index_information() for name in ("parked", "waiting")}
    rebuilt(store)
    after = {name: store.records[name].index_information() for name in before}
    assert after == before


def test_a_subscriber_that_was_added_late_has_the_whole_history(store):
    """Only what came after its queue was bound has reached it, and waits for what came before."""
    happen(store, "kettle")
    store.inbox().apply(events(store)[6:])
    assert store.seen("kettle") is None
    assert store.amount_of("waiting") == 4
    rebuilt(store)
    assert store.seen("kettle")["amounts"] == list(range(1, 10))
    assert store.amount_of("waiting") == 0
    store.count("kettle", 10)
    place(store)
    store.inbox().apply(events(store)[-1:])
    assert store.seen("kettle")["amounts"] == list(range(1, 11))


def test_what_handlers_had_to_tell_is_told_once_more(store):
    happen(store, "kettle")

    def tell(event, effects):
        things.see_counted(event, effects)
        effects.notice("things-changed")

    handlers = {**things.HANDLERS, ThingCounted: tell}
    subscriber = Subscriber("trial", [things.SEEN], handlers, TRIAL.sources)
    assert rebuilt(store, subscriber=subscriber).notices == {"things-changed"}


class TestWhatCouldNotBeApplied:
    @pytest.mark.parametrize("text", ["raise", "store nonsense", "store a set"])
    def test_stays_parked_with_its_followers_under_the_same_ids(self, store, text):
        happen(store, "pan")
        happen(store, "kettle", text=text)
        apply_all(store)
        before = kept(store)
        assert len(before["parked"]) == 7
        done = rebuilt(store)
        assert done.parked == 7
        assert kept(store) == before

    def test_is_parked_though_no_live_instance_has_come_to_it(self, store):
        happen(store, "kettle", text="raise")
        rebuilt(store)
        parked = list(store.records["parked"].find().sort("sequence", 1))
        assert [each["sequence"] for each in parked] == list(range(4, 11))
        assert "always fails" in parked[0]["reason"]

    def test_is_applied_where_its_handler_has_been_mended(self, store):
        happen(store, "kettle", text="raise")
        apply_all(store)

        def mended(event, effects):
            things.see_counted(ThingCounted(event.thing, event.amount), effects)

        handlers = {**things.HANDLERS, ThingCounted: mended}
        subscriber = Subscriber("trial", [things.SEEN], handlers, TRIAL.sources)
        rebuilt(store, subscriber=subscriber)
        assert store.seen("kettle")["amounts"] == list(range(1, 10))
        assert store.amount_of("parked") == 0

    def test_is_passed_over_where_it_was_discarded(self, store):
        happen(store, "kettle", text="raise")
        discarded = {"_id": "d", "key": "trial:thing:kettle", "sequence": 4}
        store.records["discarded"].insert_one(discarded)
        done = rebuilt(store)
        assert done.parked == 0
        assert store.seen("kettle")["amounts"] == [1, 2, 4, 5, 6, 7, 8, 9]
        assert list(store.records["discarded"].find()) == [discarded]

    def test_is_not_parked_again_where_it_is_discarded_meanwhile(self, store):
        happen(store, "kettle", text="raise")
        apply_all(store)
        before = kept(store)
        row = {"_id": "d", "key": "trial:thing:kettle", "sequence": 4}

        def discard(_, __):
            store.records["discarded"].replace_one({"_id": "d"}, row, upsert=True)

        with pytest.raises(DiscardedMeanwhile):
            rebuilt(store, tell=discard)
        assert kept(store) == before
        assert left_over(store) == []

    def test_and_is_no_event_at_all_is_kept_whenever_it_came(self, store):
        happen(store, "kettle")
        parking.park_bytes(store.records, b"before", "x", "no event")

        def come(_, __):
            with suppress(Paused):
                parking.park_bytes(store.records, b"meanwhile", "x", "no event")

        rebuilt(store, tell=come)
        bodies = {each["body"] for each in store.records["parked"].find({"key": None})}
        assert bodies == {b"before", b"meanwhile"}

    def test_and_is_no_event_waits_while_read_models_are_swapped(self, store):
        leases.introduce(store.records, "rebuild")
        lease = rebuilding.take(store.records, "a rebuild")
        swapping.pause(store.records, lease)
        with pytest.raises(Paused):
            parking.park_bytes(store.records, b"no event", "x", "no event")
        swapping.resume(store.records, lease)
        parking.park_bytes(store.records, b"no event", "x", "no event")
        assert store.amount_of("parked") == 1


class TestARefusedRebuild:
    def test_of_two_at_once_the_second_is(self, store):
        happen(store, "kettle")
        refused = []

        def begin_another(_, __):
            with pytest.raises(AnotherAtWork):
                rebuilt(store)
            refused.append(True)

        rebuilt(store, tell=begin_another)
        assert refused
        assert store.seen("kettle")["amounts"] == list(range(1, 10))

    def test_leaves_a_database_of_another_service_alone(self, store):
        other = Subscriber("other", [things.SEEN, things.TICKS], {}, TRIAL.sources)
        store.records.drop_collection("ticks")
        with pytest.raises(NotItsDatabase, match="ticks"):
            rebuilt(store, subscriber=other)
        assert left_over(store) == []

    def test_leaves_all_as_it_was_where_a_feed_lacks_an_event(self, store):
        happen(store, "kettle")
        apply_all(store)
        before = kept(store)
        ask = from_store(store.records)

        def with_a_gap(publisher, after):
            page = ask(publisher, after)
            return {**page, "events": [e for e in page["events"] if e["event"]["sequence"] != "5"]}

        with pytest.raises(OutOfOrder, match="event 6 of thing kettle"):
            rebuilt(store, with_a_gap)
        assert kept(store) == before
        assert left_over(store) == []
        rebuilt(store)

    def test_swaps_nothing_once_its_pause_is_over(self, store, monkeypatch):
        """Live instances have gone on: what they have applied since is not in the rebuild."""
        monkeypatch.setattr(swapping, "PAUSED_SECONDS", 0.0)
        happen(store, "kettle")
        ask = from_store(store.records)

        def slowly(publisher, after):
            with suppress(Paused):
                apply_all(store)
            return ask(publisher, after)

        with pytest.raises(PauseEnded):
            rebuilt(store, slowly)
        assert store.seen("kettle")["amounts"] == list(range(1, 10))
        assert left_over(store) == []


def finish_by_a_live_instance(store):
    with suppress(Paused):
        store.inbox().apply(events(store)[:1])


def finish_by_a_starting_service(store):
    swapping.settle(store.records)


def finish_by_the_next_rebuild(store):
    with pytest.raises(AnotherAtWork):
        rebuilt(store)
    expire(store)
    rebuilt(store)


FINISH = [finish_by_a_live_instance, finish_by_a_starting_service, finish_by_the_next_rebuild]
STEPS = [("pause", 1), ("decide", 1), *(("rename", number) for number in range(1, 5))]


@pytest.mark.parametrize("finish", FINISH)
@pytest.mark.parametrize(("point", "number"), STEPS)
def test_whoever_comes_after_a_killed_rebuild_ends_what_it_began(store, point, number, finish):
    happen(store, "kettle", "pot")
    apply_all(store)
    before = kept(store)
    store.records["seen"].delete_one({"_id": "pot"})
    killed_after(store, point, number)
    swapping_begun = point != "pause"
    store.records["progress"].update_one(
        {"_id": swapping.NOTE, "state": "paused"}, {"$set": {"until": LONG_AGO}}
    )
    finish(store)
    assert store.records["progress"].find_one({"_id": swapping.NOTE}) is None
    if swapping_begun or finish is finish_by_the_next_rebuild:
        assert kept(store) == before
        assert left_over(store) == []
    apply_all(store)
    expire(store)
    rebuilt(store)
    assert kept(store) == before
    assert left_over(store) == []


def test_events_wait_while_read_models_are_swapped(store):
    happen(store, "kettle")
    leases.introduce(store.records, "rebuild")
    lease = rebuilding.take(store.records, "a rebuild")
    swapping.pause(store.records, lease)
    with pytest.raises(Paused):
        apply_all(store)
    assert store.amount_of("seen") == 0
    swapping.resume(store.records, lease)
    apply_all(store)
    assert store.seen("kettle")["amounts"] == list(range(1, 10))


def test_a_rebuild_that_was_stopped_past_its_lease_swaps_nothing(store):
    """Another one has begun meanwhile, which drops what the first one had made."""
    happen(store, "kettle")
    apply_all(store)
    before = kept(store)
    begun = []

    def stop_long_enough(_, __):
        if not begun:
            begun.append(True)
            expire(store)
            rebuilt(store)

    with pytest.raises(LeaseLost):
        rebuilt(store, tell=stop_long_enough)
    assert kept(store) == before
    assert left_over(store) == []


def from_service(trial):
    def ask(publisher, after):
        message, token = ReadFeed(after, 200), trial.token(OPERATOR)
        return trial.client.call(publisher, "feed", message, token=token, deadline=20)

    return ask


def work(store, stopped):
    """Commands, one after the other, until it is told to stop."""
    names = [f"thing-{new_id()}" for _ in range(5)]
    for name in names:
        store.add(name)
    while not stopped.is_set():
        for name in names:
            store.count(name, 1)


def versions(store):
    return {each["_id"]: each["version"] for each in store.records["things"].find()}


def applied(store):
    return {each["_id"]: each["applied"] for each in store.records["seen"].find()}


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_it_can_be_run_under_load(servers):
    """Commands all the while, three instances, three rebuilds: nothing is lost or done twice."""
    with Trial(servers) as trial, ThreadPoolExecutor(3) as pool:
        store, ask = trial.store, from_service(trial)
        for _ in range(3):
            trial.start()
        stopped = threading.Event()
        working = [pool.submit(work, store, stopped) for _ in range(3)]
        try:
            rebuilds = [rebuilt(store, ask) for _ in range(3)]
        finally:
            stopped.set()
        for each in working:
            each.result()
        assert rebuilds[0].events < rebuilds[-1].events
        wait_until(lambda: applied(store) == versions(store), 60)
        live = kept(store)
        assert live["waiting"] == live["parked"] == []
        rebuilt(store, ask)
        assert kept(store) == live


def test_a_running_service_answers_its_feed_to_a_rebuild(trial):
    name = f"thing-{new_id()}"
    trial.ask("add", AddThing(name))
    for _ in range(5):
        trial.ask("count", CountThing(name))
    wait_until(lambda: (trial.store.seen(name) or {}).get("count") == 5)
    before = kept(trial.store)
    rebuilt(trial.store, from_service(trial))
    assert kept(trial.store) == before
