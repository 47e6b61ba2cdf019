"""The check that no reader breaks finds what would break one, and lets everything else pass."""

from copy import deepcopy
from typing import Any

import pytest

from contracts.history import contract
from contracts.history.compatibility import TO_DO, breaks
from contracts.history.files import OURS

TYPE = "uk.waymark.shops.thing-sold.v1"
NEXT = "uk.waymark.shops.thing-sold.v2"
DATA: dict[str, Any] = {
    "type": "object",
    "required": ["thing", "price"],
    "properties": {
        "thing": {"type": "string", "maxLength": 20},
        "price": {"type": "integer"},
        "on": {"type": "string", "format": "date"},
        "colour": {"enum": ["red", "blue"]},
        "buyer": {"type": ["string", "null"], "default": None},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
        "notes": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "$defs": {
        "Line": {
            "type": "object",
            "required": ["amount"],
            "properties": {"amount": {"type": "integer"}, "note": {"type": "string"}},
        }
    },
}
RELEASED: dict[str, Any] = {
    "envelope": {"required": ["id"], "properties": {"id": {"type": "string"}}},
    "events": {
        TYPE: {
            "exchange": "shops.events",
            "routing_key": "shops.thing-sold.v1",
            "aggregate": "thing",
            "subject": "thing",
            "data": DATA,
        }
    },
}
REMOVED = object()


def today(path: str = "", value: Any = None) -> dict[str, Any]:
    """Today's contract: the released one, but for what stands at `path`."""
    now = {**deepcopy(RELEASED), "upcast": []}
    if path:
        *way, last = path.split("/")
        place: Any = now["events"][TYPE]
        for step in way:
            place = place[step]
        if value is REMOVED:
            del place[last]
        else:
            place[last] = value
    return now


def found(now: dict[str, Any]) -> list[str]:
    return [str(each) for each in breaks(RELEASED, now)]


def test_what_has_not_changed_breaks_nobody():
    assert found(today()) == []


FIELDS = "data/properties"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{FIELDS}/size", {"type": "string"}),
        ("data/$defs/Line/properties/size", {"type": "string"}),
        (f"{FIELDS}/thing/description", "The thing that was sold."),
        ("data/title", "A sale"),
        (f"{FIELDS}/colour/enum", ["blue", "red"]),
    ],
    ids=["a new field", "a new field inside", "other words", "another title", "another order"],
)
def test_what_readers_leave_alone_may_change(path: str, value: Any):
    assert found(today(path, value)) == []


def test_a_new_event_breaks_nobody():
    now = today()
    now["events"]["uk.waymark.shops.thing-lost.v1"] = now["events"][TYPE]
    assert found(now) == []


def test_a_class_inside_may_have_another_name():
    now = today(f"{FIELDS}/lines/items", {"$ref": "#/$defs/Row"})
    now["events"][TYPE]["data"]["$defs"] = {"Row": DATA["$defs"]["Line"]}
    assert found(now) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (f"{FIELDS}/on", REMOVED, "data.on is gone: readers"),
        ("data/$defs/Line/properties/note", REMOVED, "data.lines[].note is gone: readers"),
        (f"{FIELDS}/price/type", "string", "data.price had the type integer and has string"),
        (f"{FIELDS}/price/type", "number", "data.price had the type integer and has number"),
        (
            "data/$defs/Line/properties/amount/type",
            "number",
            "data.lines[].amount had the type integer and has number",
        ),
        (
            f"{FIELDS}/notes/additionalProperties/type",
            "integer",
            "data.notes.* had the type string and has integer",
        ),
        (f"{FIELDS}/notes/additionalProperties", False, "data.notes.* was {'type': 'string'} and"),
        (f"{FIELDS}/price/type", ["integer", "null"], "data.price may be null now"),
        (f"{FIELDS}/buyer/type", "string", "data.buyer must not be null now"),
        ("data/required", ["thing"], "data.price may be missing now"),
        ("data/required", ["thing", "price", "on"], "data.on must be there now: events that are"),
        ("data/$defs/Line/required", [], "data.lines[].amount may be missing now"),
        (f"{FIELDS}/colour/enum", ["red", "blue", "green"], "data.colour may be 'green' now"),
        (f"{FIELDS}/colour/enum", ["red"], "data.colour must not be 'blue' now"),
        (f"{FIELDS}/colour", {"type": "string"}, "data.colour may be anything now"),
        (f"{FIELDS}/thing/enum", ["kettle"], "data.thing must be one of some values now"),
        (f"{FIELDS}/on/format", "date-time", "data.on had the format 'date' and has 'date-time'"),
        (f"{FIELDS}/thing/maxLength", 30, "data.thing had the maxLength 20 and has 30"),
        (f"{FIELDS}/thing/pattern", "^k", "data.thing had the pattern 'absent' and has '^k'"),
        (f"{FIELDS}/buyer/default", "me", "data.buyer had the default None and has 'me'"),
        ("exchange", "sales.events", "had the exchange shops.events and has sales.events"),
        ("routing_key", "shops.sold.v1", "had the routing_key shops.thing-sold.v1 and has"),
        ("aggregate", "sale", "had the aggregate thing and has sale"),
        ("subject", "sale", "had the subject thing and has sale"),
    ],
)
def test_what_would_break_a_reader_is_named_with_its_place(path: str, value: Any, said: str):
    assert [each for each in found(today(path, value)) if said in each] != []
    assert all(each.startswith(TYPE) for each in found(today(path, value)))


def test_a_new_field_that_must_be_there_is_missing_in_stored_events():
    now = today(f"{FIELDS}/size", {"type": "string"})
    now["events"][TYPE]["data"]["required"] = ["thing", "price", "size"]
    assert found(now) == [f"{TYPE} data.size is new and must be there: stored events lack it"]


def test_an_event_that_is_gone_is_missed():
    assert found({**today(), "events": {}}) == [
        f"{TYPE} is gone: it is neither published nor read any more"
    ]


def replaced(**different: str) -> dict[str, Any]:
    """Today's contract with a new version in the place of the released one."""
    now = today()
    newest = {"exchange": "shops.events", "aggregate": "thing", "data": {}, **different}
    return {**now, "events": {NEXT: newest}, "upcast": [TYPE]}


def test_a_new_version_may_be_of_any_shape_where_an_upcaster_leads_to_it():
    assert found(replaced()) == []


def test_a_new_version_without_an_upcaster_leaves_the_old_one_unread():
    assert found({**replaced(), "upcast": []}) != []


@pytest.mark.parametrize("name", ["exchange", "aggregate"])
def test_a_new_version_stays_in_the_history_of_its_aggregate(name: str):
    assert found(replaced(**{name: "another"})) != []


def test_the_envelope_counts_too():
    now = today()
    now["envelope"] = {"required": [], "properties": {}}
    assert found(now) == ["envelope.id is gone: readers of the last release look for it"]


def test_no_reader_of_the_last_release_breaks_today():
    broken = breaks(OURS.released(), contract.today())
    assert broken == [], "\n".join([*map(str, broken), TO_DO])
