"""A cursor says where a page ended; nothing else is taken for one."""

import base64
from contextlib import suppress
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from backbone.pages import behind, decode, encode
from contracts.errors import Invalid

ORDER = [("raised", -1), ("_id", 1)]
MOMENTS = some.datetimes(timezones=some.just(UTC))


@given(MOMENTS, some.text())
def test_a_cursor_brings_back_what_it_was_made_of(raised, name):
    cursor = encode({"raised": raised, "_id": name, "more": 1}, ORDER)
    assert decode(cursor, ORDER) == [raised, name]


def test_a_cursor_can_stand_in_an_address():
    cursor = encode({"raised": datetime(2027, 1, 1, tzinfo=UTC), "_id": "ÿ?>>"}, ORDER)
    assert cursor.replace("-", "").replace("_", "").isalnum()


def test_behind_a_row_are_those_that_differ_first_in_their_own_direction():
    assert behind(ORDER, ["then", "x"]) == {
        "$or": [{"raised": {"$lt": "then"}}, {"raised": "then", "_id": {"$gt": "x"}}]
    }


def as_cursor(value) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode().rstrip("=")


@pytest.mark.parametrize(
    "value",
    [
        [],
        ["one"],
        ["one", "two", "three"],
        "ab",
        7,
        None,
        {"a": 1, "b": 2},
        [["nested"], "x"],
        [{"$gt": ""}, "x"],
        [{"t": "yesterday"}, "x"],
        [{"t": 5}, "x"],
        [2**63, "x"],
    ],
)
def test_what_is_no_cursor_of_the_list_is_refused(value):
    with pytest.raises(Invalid) as refusal:
        decode(as_cursor(value), ORDER)
    assert "after" in refusal.value.details


@given(some.text())
def test_no_text_at_all_does_worse_than_be_refused(text):
    with suppress(Invalid):
        decode(text, ORDER)
