"""An old event is read as if it had been written today."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts import events
from contracts.cloudevents import Undecodable, envelope_of, from_bytes, to_bytes
from contracts.events import CURRENT, Event, event
from contracts.upcasting import UPCASTERS, upcaster
from tests.trial.contract import ThingCounted


@pytest.fixture(autouse=True)
def _what_a_test_registers_is_forgotten():
    registers = (events.CURRENT, events.REGISTRY, UPCASTERS)
    before = [dict(each) for each in registers]
    yield
    for register, held in zip(registers, before, strict=True):
        register.clear()
        register.update(held)


def written(version: int, data: dict[str, Any], name: str = "thing-counted"):
    """An event of that version, as it comes from the broker."""
    today = envelope_of(ThingCounted("kettle", 2), id="1", sequence=1, correlation_id="c")
    old = replace(today, type=f"uk.waymark.trial.{name}.v{version}", data=data)
    return from_bytes(to_bytes(old))


def painted_at_version_3() -> type[Event]:
    """Colours: one as a word, then several, then with how much of each."""

    @event("trial", "thing-painted", of="thing", subject="thing", version=3)
    @dataclass(frozen=True)
    class ThingPainted(Event):
        thing: str
        coats: dict[str, int]

    @upcaster("trial", "thing-painted", version=1)
    def several(data):
        return {"thing": data["thing"], "colours": [data["colour"]]}

    @upcaster("trial", "thing-painted", version=2)
    def counted(data):
        return {"thing": data["thing"], "coats": dict.fromkeys(data["colours"], 1)}

    return ThingPainted


def test_an_event_of_the_version_before_is_read_as_today_s():
    old = written(1, {"thing": "kettle", "count": 3, "text": "once"})
    assert old.event() == ThingCounted("kettle", 3, "once")


def test_an_event_of_today_passes_no_upcaster():
    data = {"thing": "kettle", "amount": 3, "count": 99}
    assert written(2, data).event() == ThingCounted("kettle", 3)


@pytest.mark.parametrize(
    ("version", "data"),
    [
        (1, {"thing": "kettle", "colour": "red"}),
        (2, {"thing": "kettle", "colours": ["red"]}),
        (3, {"thing": "kettle", "coats": {"red": 1}}),
    ],
)
def test_upcasters_are_followed_from_any_version_to_the_newest(version, data):
    painted = painted_at_version_3()
    happened = written(version, data, "thing-painted").event()
    assert happened == painted("kettle", {"red": 1})


def test_the_envelope_stays_as_it_was_written_though_its_upcaster_changes_what_it_is_given():
    old = written(1, {"thing": "kettle", "count": 3})
    before = to_bytes(old)
    old.event()
    assert to_bytes(old) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=some.dictionaries(
        some.sampled_from(["thing", "count", "amount", "text"]),
        some.none() | some.integers(-5, 5) | some.text() | some.lists(some.integers(-5, 5)),
    )
)
def test_data_that_are_not_of_their_version_are_said_to_be_undecodable(data):
    try:
        happened = written(1, data).event()
    except Undecodable:
        return
    assert happened.amount == int(data["count"])


def test_a_version_that_nothing_leads_from_is_said_to_be():
    painted_at_version_3()
    del UPCASTERS["trial.thing-painted", 2]
    with pytest.raises(Undecodable, match=r"nothing leads from trial.thing-painted.v2"):
        written(1, {"thing": "kettle", "colour": "red"}, "thing-painted").event()


@pytest.mark.parametrize(
    "type_name", ["", "barrier-raised", "org.example.thing.v1", "uk.waymark.trial.thing-counted.v0"]
)
def test_a_type_that_is_none_of_ours_is_said_to_be_undecodable(type_name):
    with pytest.raises(Undecodable, match="is no type of an event of ours"):
        replace(written(1, {}), type=type_name).event()


def test_two_upcasters_from_one_version_are_refused():
    with pytest.raises(ValueError, match="two upcasters"):
        upcaster("trial", "thing-counted", version=1)(lambda data: data)


def test_two_classes_for_one_event_are_refused():
    with pytest.raises(ValueError, match="registered twice"):
        event("trial", "thing-counted", of="thing", subject="thing", version=3)(ThingCounted)


def test_every_version_before_the_newest_has_its_upcaster_and_no_other_has_one():
    needed = {(name, version) for name, cls in CURRENT.items() for version in range(1, cls.VERSION)}
    assert set(UPCASTERS) == needed
