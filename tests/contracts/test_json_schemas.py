"""The JSON Schemas of events let pass what can be read, and nothing else."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator, FormatChecker
from marshmallow import ValidationError

from contracts.events import PREFIX, REGISTRY, Event, event_schema
from contracts.history.files import OURS
from contracts.json_schema import DIALECT, ENVELOPE, cloudevent_schema, data_schema
from contracts.topology import SERVICES

EVENTS = sorted((cls for cls in REGISTRY.values() if cls.SERVICE in SERVICES), key=str)
RAISED = REGISTRY[f"{PREFIX}.barriers.barrier-raised.v1"]
GOLDEN = OURS.golden("barriers.barrier-raised.v1")

every_event = pytest.mark.parametrize("cls", EVENTS, ids=lambda cls: cls.routing_key())

formats = FormatChecker()


@formats.checks("date-time", ValueError)
def is_moment(value: Any) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("date", ValueError)
def is_day(value: Any) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def rule(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=formats)


@every_event
def test_a_golden_event_fits_its_schemas(cls: type[Event]):
    golden = OURS.golden(cls.routing_key())
    rule(cloudevent_schema(cls)).validate(golden)
    rule(data_schema(cls)).validate(golden["data"])


@every_event
def test_each_field_that_must_be_there_is_asked_for(cls: type[Event]):
    golden = OURS.golden(cls.routing_key())
    data = rule(data_schema(cls))
    assert data.schema["required"]
    for name in data.schema["required"]:
        lacking = {key: value for key, value in golden["data"].items() if key != name}
        assert not data.is_valid(lacking)
        with pytest.raises(ValidationError):
            event_schema(cls).load(lacking)
    whole = rule(cloudevent_schema(cls))
    for name in ENVELOPE["required"]:
        assert not whole.is_valid({key: value for key, value in golden.items() if key != name})


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("specversion", "0.3"),
        ("type", "uk.waymark.barriers.barrier-raised.v2"),
        ("source", "/waymark/matching"),
        ("aggregate", "council"),
        ("subject", ""),
        ("sequence", "0"),
        ("sequence", 7),
        ("time", "yesterday"),
        ("data", {**GOLDEN["data"], "supporters": "many"}),
        ("data", {**GOLDEN["data"], "title": None}),
        ("data", {**GOLDEN["data"], "facets": {"kind": "legal", "effect": "annoys"}}),
        ("data", {**GOLDEN["data"], "facets": {}}),
        ("data", {**GOLDEN["data"], "at": "then"}),
    ],
)
def test_a_broken_event_does_not_fit(attribute: str, value: Any):
    assert not rule(cloudevent_schema(RAISED)).is_valid({**GOLDEN, attribute: value})


def test_a_field_of_a_later_release_fits():
    more = {**GOLDEN, "colour": "red", "data": {**GOLDEN["data"], "colour": "red"}}
    rule(cloudevent_schema(RAISED)).validate(more)


OF_RAISED = rule(data_schema(RAISED))
values = some.none() | some.booleans() | some.integers(-9, 9) | some.sampled_from(["stops", "x"])


@given(
    facets=some.dictionaries(
        some.sampled_from(["kind", "effect", "law", "from_level"]), values, max_size=4
    )
)
def test_what_fits_can_be_read(facets: dict[str, Any]):
    data = {**GOLDEN["data"], "facets": facets}
    if OF_RAISED.is_valid(data):
        event_schema(RAISED).load(data)


@every_event
def test_a_schema_stands_by_itself(cls: type[Event]):
    for schema in (data_schema(cls), cloudevent_schema(cls)):
        assert schema["$schema"] == DIALECT
        assert "#/components" not in str(schema)
