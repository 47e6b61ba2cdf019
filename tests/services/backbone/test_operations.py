"""What every service answers to those who run it."""

import pytest

from backbone.identifiers import new_id
from contracts.callers import Caller
from contracts.errors import NotAllowed
from contracts.operating.messages import GetState
from tests.trial.contract import AddThing
from tests.trial.running import wait_until

OPERATOR = Caller("operator", "sector-body", "administrator", "Operator", kind="operator")


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


def test_nobody_else_does(trial):
    with pytest.raises(NotAllowed):
        trial.ask("state", GetState())
