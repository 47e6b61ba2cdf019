"""Events on the wire are CloudEvents 1.0, and stay readable as they are."""

from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest

from contracts.cloudevents import Envelope, Undecodable, envelope_of, from_bytes, to_bytes
from tests.trial.contract import ThingAdded, ThingCounted

GOLDEN = (
    b'{"specversion":"1.0","id":"0196-1","source":"/waymark/trial",'
    b'"type":"uk.waymark.trial.thing-counted.v2","subject":"kettle",'
    b'"time":"2027-01-04T09:30:00.125000+00:00","datacontenttype":"application/json",'
    b'"aggregate":"thing","sequence":"7","correlationid":"c-1",'
    b'"data":{"thing":"kettle","amount":2,"text":"caf\xc3\xa9"},'
    b'"traceparent":"00-ab-cd-01"}'
)
ENVELOPE = Envelope(
    id="0196-1",
    type="uk.waymark.trial.thing-counted.v2",
    service="trial",
    aggregate="thing",
    subject="kettle",
    sequence=7,
    time=datetime(2027, 1, 4, 9, 30, 0, 125000, tzinfo=UTC),
    data={"thing": "kettle", "amount": 2, "text": "café"},
    correlation_id="c-1",
    traceparent="00-ab-cd-01",
)


def test_an_envelope_is_written_as_ever():
    assert orjson.loads(to_bytes(ENVELOPE)) == orjson.loads(GOLDEN)


def test_bytes_of_old_are_read_as_ever():
    assert from_bytes(GOLDEN) == ENVELOPE
    assert from_bytes(GOLDEN).event() == ThingCounted("kettle", 2, "café")


def test_an_event_travels_there_and_back():
    happened = ThingAdded("kettle", "new")
    envelope = envelope_of(happened, id="1", sequence=1, correlation_id="c")
    assert from_bytes(to_bytes(envelope)).event() == happened


def test_it_carries_what_cloudevents_asks_for():
    attributes = orjson.loads(to_bytes(replace(ENVELOPE, traceparent=None)))
    assert {"specversion", "id", "source", "type"} <= attributes.keys()
    assert "traceparent" not in attributes
    # The names of extension attributes: lower-case letters and digits only.
    assert all(name.isalnum() and name.islower() for name in attributes)
    assert ENVELOPE.routing_key == "trial.thing-counted.v2"


@pytest.mark.parametrize(
    ("type_name", "known"),
    [
        ("uk.waymark.trial.thing-counted.v3", "knows it up to v2"),
        ("uk.waymark.trial.thing-sold.v1", "knows no event of this name"),
    ],
)
def test_an_event_of_a_later_release_is_refused_and_not_passed_over(type_name, known):
    with pytest.raises(Undecodable, match=f"is newer than this release, which {known}. Update"):
        replace(ENVELOPE, type=type_name).event()


def test_a_field_of_a_later_release_is_left_alone():
    data = {**ENVELOPE.data, "colour": "red"}
    assert replace(ENVELOPE, data=data).event() == ThingCounted("kettle", 2, "café")


@pytest.mark.parametrize("data", [{}, {"thing": 1, "amount": "x"}, {"thing": "k", "amount": None}])
def test_data_that_break_their_schema_are_said_to(data):
    with pytest.raises(Undecodable):
        replace(ENVELOPE, data=data).event()


def without(name: str) -> bytes:
    attributes = orjson.loads(GOLDEN)
    del attributes[name]
    return orjson.dumps(attributes)


def having(**different) -> bytes:
    return orjson.dumps({**orjson.loads(GOLDEN), **different})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\x00",
        b"null",
        b"[]",
        b'"text"',
        GOLDEN[:-1],
        *map(without, ["id", "type", "source", "aggregate", "subject", "sequence", "time", "data"]),
        having(sequence="first"),
        having(sequence="0"),
        having(sequence="-1"),
        having(sequence=str(2**63)),
        having(time="yesterday"),
        having(time=None),
        having(data="text"),
        having(data=None),
    ],
)
def test_what_is_no_event_is_said_to_be_none(body):
    with pytest.raises(Undecodable):
        from_bytes(body)
