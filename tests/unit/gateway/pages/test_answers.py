"""An answer as a form, and back."""

from datetime import date
from typing import Any

import pytest

from gateway.forms import Form, filled
from gateway.languages import words_in
from gateway.pages.answers import as_form, message_of

NEXT_YEAR = str(date.today().year + 1)  # noqa: DTZ011
PLACED = {"where": "2", "target": "3", "confidence": "medium", "revision": "4"}


def form(**values: str) -> Form:
    return filled(words_in("en"), **values)


def test_a_placed_answer_gives_levels_confidence_and_the_revision_it_replaces() -> None:
    message = message_of(form(**PLACED))
    assert message == {
        "kind": "placed",
        "current": 2,
        "target": 3,
        "confidence": "medium",
        "revision": 4,
    }


def test_staying_makes_the_target_the_present_level() -> None:
    assert message_of(form(**PLACED | {"target": "stay"}))["target"] == 2


def test_who_stays_needs_no_month() -> None:
    typed = PLACED | {"target": "stay", "month": "3", "year": NEXT_YEAR}
    assert "target_by" not in message_of(form(**typed))


def test_a_month_is_taken_from_its_two_boxes() -> None:
    typed = form(**PLACED, month="3", year=NEXT_YEAR)
    assert message_of(typed)["target_by"] == f"{NEXT_YEAR}-03"


@pytest.mark.parametrize(
    ("month", "year"), [("13", "2030"), ("3", "30"), ("", "2030"), ("x", "y"), ("3", "2020")]
)
def test_a_month_that_is_none_or_past_is_refused_at_its_boxes(month: str, year: str) -> None:
    typed = form(**PLACED, month=month, year=year)
    message_of(typed)
    assert [error["href"] for error in typed.summary] == ["#target_by-month"]


@pytest.mark.parametrize(
    ("left_out", "field"), [("where", "where"), ("target", "target"), ("confidence", "confidence")]
)
def test_what_is_left_out_is_asked_for(left_out: str, field: str) -> None:
    typed = form(**{name: value for name, value in PLACED.items() if name != left_out})
    message_of(typed)
    assert list(typed.errors) == [field]


def test_a_target_before_the_present_level_is_refused() -> None:
    typed = form(**PLACED | {"target": "1"} | {"where": "3"})
    message_of(typed)
    assert list(typed.errors) == ["target"]


def test_not_applicable_needs_a_reason_and_drops_the_rest() -> None:
    typed = form(**PLACED | {"where": "not-applicable", "reason": "No housing stock"})
    assert message_of(typed) == {
        "kind": "not-applicable",
        "reason": "No housing stock",
        "revision": 4,
    }


def test_dont_know_yet_needs_nothing_more() -> None:
    assert message_of(form(where="dont-know", revision="0")) == {"kind": "dont-know", "revision": 0}


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "placed", "current": 2, "target": 4, "target_by": f"{NEXT_YEAR}-11"},
        {"kind": "placed", "current": 2, "target": 2, "note": "Line 1\nLine 2"},
    ],
)
def test_an_answer_that_is_shown_and_sent_again_says_the_same(answer: dict[str, Any]) -> None:
    answer = {"confidence": "high", "revision": 3, **answer}
    assert message_of(as_form(words_in("en"), answer)) == answer
