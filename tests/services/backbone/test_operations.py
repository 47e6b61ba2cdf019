"""What every service answers to those who run it."""

import pytest

from backbone.identifiers import new_id
from contracts.callers import Caller
from contracts.errors import NotAllowed
from contracts.messages import load
from contracts.operating.messages import Examination, Examine, GetState, IndexDifference
from tests.trial.contract import AddThing
from tests.trial.running import wait_until
from tests.trial.things import THINGS

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


@pytest.mark.parametrize("question", [("state", GetState()), ("examine", Examine())])
def test_nobody_else_is_answered(trial, question):
    with pytest.raises(NotAllowed):
        trial.ask(*question)
