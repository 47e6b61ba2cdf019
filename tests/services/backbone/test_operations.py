"""What every service answers to those who run it."""

import pytest

from backbone.identifiers import new_id
from contracts.callers import Caller
from contracts.cloudevents import from_attributes
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound
from contracts.messages import load
from contracts.operating.messages import (
    DiscardParked,
    Examination,
    Examine,
    GetParked,
    GetParkedContent,
    GetState,
    IndexDifference,
    ListParked,
    ReadFeed,
    RetryParked,
)
from tests.trial import things
from tests.trial.contract import AddThing, CountThing, ThingAdded, ThingCounted
from tests.trial.running import wait_until
from tests.trial.things import THINGS

OPERATOR = Caller("operator", "sector-body", "administrator", "Operator", kind="operator")
ADMINISTRATOR = Caller("ada", "sector-body", "administrator", "Ada")
WHY = "Its council was merged into another one."


def feed(trial, after, limit=1000):
    return trial.ask("feed", ReadFeed(after, limit), token=trial.token(OPERATOR))


def state(trial):
    return trial.ask("state", GetState(), token=trial.token(OPERATOR))


def test_an_administrator_sees_how_the_events_stand(trial):
    before = state(trial)["position"]
    trial.ask("add", AddThing(f"thing-{new_id()}"))
    wait_until(lambda: state(trial)["position"] == before + 1)
    wait_until(lambda: state(trial)["unpublished"] == 0)
    assert {**state(trial), "position": 0} == {
        "position": 0, "unplaced": 0, "unpublished": 0, "waiting": 0, "parked": 0,
        "oldest_parked": None,
    }  # fmt: skip


def test_an_administrator_sees_whether_its_database_is_as_declared(trial):
    def examined():
        return load(Examination, trial.ask("examine", Examine(), token=trial.token(OPERATOR)))

    found = examined()
    assert found.indexes == ()
    assert found.writable
    assert found.transactions
    assert (found.write_concern, found.journal) == ("majority", True)
    assert abs(found.database_ahead) < 1
    # The trial signs in as root, who may do anything.
    assert "*" in found.others
    assert found.transaction_seconds == 5

    trial.store.records["things"].drop_index("label_1")
    assert examined().indexes == (IndexDifference("things", "label_1", "missing"),)
    trial.store.records["things"].create_indexes(THINGS.indexes)


def test_an_examination_leaves_nothing_behind(trial):
    before = trial.store.amount_of("leases")
    trial.ask("examine", Examine(), token=trial.token(OPERATOR))
    assert trial.store.amount_of("leases") == before


@pytest.mark.parametrize(
    "question", [("state", GetState()), ("examine", Examine()), ("feed", ReadFeed())]
)
def test_nobody_else_is_answered(trial, question):
    with pytest.raises(NotAllowed):
        trial.ask(*question)


def ask(trial, method, message, caller=ADMINISTRATOR, **options):
    return trial.ask(method, message, token=trial.token(caller), **options)


@pytest.fixture
def poisoned(trial):
    """A thing of which the second event can't be applied yet; two are parked."""
    thing = f"thing-{new_id()}"
    trial.store.records["seen"].delete_one({"_id": things.MEND})
    trial.ask("add", AddThing(thing))
    trial.ask("count", CountThing(thing, 1, text="until mended"))
    trial.ask("count", CountThing(thing, 2))
    wait_until(lambda: len(trial.store.parked(thing)) == 2)
    return thing


def first(trial, thing):
    return trial.store.parked(thing)[0]["_id"]


class TestAnAdministrator:
    def test_retries_what_is_parked_through_the_services_own_handlers(self, trial, poisoned):
        failed = ask(trial, "retry_parked", RetryParked(first(trial, poisoned)))
        assert (failed["parked"], failed["failed"]) == (2, "LookupError")
        trial.store.mend()
        retried = ask(trial, "retry_parked", RetryParked(first(trial, poisoned)))
        assert (retried["applied"], retried["parked"], retried["first"]) == (2, 0, None)
        assert trial.store.seen(poisoned)["amounts"] == [1, 2]
        trial.ask("count", CountThing(poisoned, 3))
        wait_until(lambda: trial.store.seen(poisoned)["amounts"] == [1, 2, 3])

    def test_discards_the_first_and_says_why(self, trial, poisoned):
        second = trial.store.parked(poisoned)[1]["_id"]
        with pytest.raises(Conflict) as refused:
            ask(trial, "discard_parked", DiscardParked(second, WHY))
        assert refused.value.details == {"first": first(trial, poisoned)}
        discarded = ask(trial, "discard_parked", DiscardParked(first(trial, poisoned), WHY))
        assert (discarded["applied"], discarded["parked"]) == (1, 0)
        assert trial.store.seen(poisoned)["amounts"] == [2]
        assert trial.store.records["discarded"].find_one({"who": "ada", "why": WHY})

    @pytest.mark.parametrize("why", ["", "too short", "x" * 501])
    def test_has_to_give_a_reason(self, trial, poisoned, why):
        with pytest.raises(Invalid) as refused:
            ask(trial, "discard_parked", DiscardParked(first(trial, poisoned), why))
        assert list(refused.value.details) == ["why"]
        assert len(trial.store.parked(poisoned)) == 2

    def test_sends_a_command_twice_and_it_takes_effect_once(self, trial, poisoned):
        message = DiscardParked(first(trial, poisoned), WHY)
        key = new_id()
        answers = [ask(trial, "discard_parked", message, idempotency_key=key) for _ in range(2)]
        assert answers[0] == answers[1]

    def test_sees_what_is_parked_and_no_words_of_a_council(self, trial, poisoned):
        rows = ask(trial, "list_parked", ListParked(limit=100))["events"]
        (row,) = [each for each in rows if each["subject"] == poisoned]
        assert (row["sequence"], row["behind"], row["reason"]) == (2, 1, "LookupError")
        one = ask(trial, "parked_event", GetParked(row["id"]))
        assert one["parked"] == row
        assert one["fields"] == ["thing", "amount", "text"]
        assert "until mended" not in str(one)
        assert ask(trial, "state", GetState())["oldest_parked"] is not None

    def test_is_told_where_there_is_none(self, trial):
        for method, message in [
            ("parked_event", GetParked("nobody")),
            ("retry_parked", RetryParked("nobody")),
            ("discard_parked", DiscardParked("nobody", WHY)),
        ]:
            with pytest.raises(NotFound) as refused:
                ask(trial, method, message)
            assert refused.value.code == "no-such-parked-event"

    def test_reads_no_content_which_is_for_the_operator(self, trial, poisoned):
        message = GetParkedContent(first(trial, poisoned))
        with pytest.raises(NotAllowed):
            ask(trial, "parked_content", message)
        content = ask(trial, "parked_content", message, OPERATOR)
        assert content["body"]["data"]["text"] == "until mended"
        assert "the mend is missing" in content["reason"]


@pytest.mark.parametrize("role", ["officer", "lead", "analyst"])
def test_nobody_else_touches_what_is_parked(trial, poisoned, role):
    other = Caller("tess", "somewhere", role, "Tess")
    event = first(trial, poisoned)
    for method, message in [
        ("list_parked", ListParked()),
        ("parked_event", GetParked(event)),
        ("parked_content", GetParkedContent(event)),
        ("retry_parked", RetryParked(event)),
        ("discard_parked", DiscardParked(event, WHY)),
    ]:
        with pytest.raises(NotAllowed):
            ask(trial, method, message, other)
    assert len(trial.store.parked(poisoned)) == 2


class TestAFeed:
    def test_has_every_event_with_its_position(self, trial):
        name = f"thing-{new_id()}"
        before = state(trial)["position"]
        trial.ask("add", AddThing(name))
        trial.ask("count", CountThing(name, 3))
        wait_until(lambda: state(trial)["position"] == before + 2)
        page = feed(trial, before)
        assert page["head"] == before + 2
        assert [each["position"] for each in page["events"]] == [before + 1, before + 2]
        events = [from_attributes(each["event"]) for each in page["events"]]
        assert [event.event() for event in events] == [ThingAdded(name, ""), ThingCounted(name, 3)]
        assert [event.sequence for event in events] == [1, 2]

    def test_is_read_page_by_page(self, trial):
        before = state(trial)["position"]
        for _ in range(3):
            trial.ask("add", AddThing(f"thing-{new_id()}"))
        wait_until(lambda: state(trial)["position"] == before + 3)
        first = feed(trial, before, 2)["events"]
        second = feed(trial, first[-1]["position"], 2)["events"]
        positions = [each["position"] for each in (*first, *second)]
        assert positions == [before + 1, before + 2, before + 3]

    def test_refuses_a_position_that_it_has_not_come_to(self, trial):
        with pytest.raises(Conflict, match="does not reach so far") as refused:
            feed(trial, 10**9)
        assert refused.value.code == "position-beyond-the-feed"

    @pytest.mark.parametrize(("after", "limit"), [(-1, 10), (0, 0), (0, 1001), (2**60, 1)])
    def test_refuses_what_is_no_position_or_too_much_at_once(self, trial, after, limit):
        with pytest.raises(Invalid):
            feed(trial, after, limit)
