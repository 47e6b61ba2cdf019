"""Today's events in the versions of an earlier day."""

import pytest

from contracts import downcasting
from contracts.downcasting import downcaster, in_version

TODAY = {
    "type": "uk.waymark.trial.thing-counted.v3",
    "id": "an-id",
    "position": "7",
    "data": {"thing": "a", "amount": {"value": 3}},
}


@pytest.fixture(autouse=True)
def _registry(monkeypatch):
    monkeypatch.setattr(downcasting, "DOWNCASTERS", {})

    @downcaster("trial", "thing-counted", version=3)
    def flat(data):
        data["amount"] = data["amount"]["value"]
        return data

    @downcaster("trial", "thing-counted", version=2)
    def renamed(data):
        data["count"] = data.pop("amount")
        return data


def test_an_event_goes_back_step_by_step_and_keeps_its_id_and_place():
    assert in_version(TODAY, 2)["data"] == {"thing": "a", "amount": 3}
    assert in_version(TODAY, 1) == {
        **TODAY,
        "type": "uk.waymark.trial.thing-counted.v1",
        "data": {"thing": "a", "count": 3},
    }
    assert TODAY["data"] == {"thing": "a", "amount": {"value": 3}}


def test_what_is_not_newer_than_asked_for_stays_as_it_is():
    assert in_version(TODAY, 3) is TODAY
    assert in_version(TODAY, 4) is TODAY
    other = {**TODAY, "type": "uk.waymark.trial.thing-left.v2"}
    assert in_version(other, 1) is other


def test_there_is_one_way_back_from_a_version():
    with pytest.raises(ValueError, match="two downcasters"):
        downcaster("trial", "thing-counted", version=3)(lambda data: data)
