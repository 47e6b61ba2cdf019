"""What every service answers to those who run it."""

import pytest

from backbone.identifiers import new_id
from contracts.callers import Caller
from contracts.cloudevents import from_attributes
from contracts.errors import Conflict, Invalid, NotAllowed
from contracts.operating.messages import GetState, ReadFeed
from tests.trial.contract import AddThing, CountThing, ThingAdded, ThingCounted
from tests.trial.running import wait_until

OPERATOR = Caller("operator", "sector-body", "administrator", "Operator", kind="operator")


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
        "position": 0, "unplaced": 0, "unpublished": 0, "waiting": 0, "parked": 0
    }  # fmt: skip


@pytest.mark.parametrize(("method", "message"), [("state", GetState()), ("feed", ReadFeed())])
def test_nobody_else_does(trial, method, message):
    with pytest.raises(NotAllowed):
        trial.ask(method, message)


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
