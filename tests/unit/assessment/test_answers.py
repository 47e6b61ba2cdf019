from dataclasses import replace
from typing import Any

import pytest

from contracts.assessment.messages import Answer
from contracts.errors import Invalid
from services.assessment.domain import answers
from tests.unit.assessment.examples import MODEL, answer, placed


def mistakes(given: Answer) -> set[str]:
    """The fields that are refused."""
    with pytest.raises(Invalid) as refused:
        answers.check(given, MODEL)
    return set(refused.value.details)


@pytest.mark.parametrize(
    "given",
    [
        placed(),
        placed(current=3, target=3),
        placed(target_by="2027-03", note="See the audit of May."),
        answer("data", "not-applicable", reason="The county does this."),
        answer("data", "dont-know"),
    ],
)
def test_an_answer_that_says_what_its_kind_takes_is_accepted(given: Answer) -> None:
    answers.check(given, MODEL)


@pytest.mark.parametrize("field", ["current", "target", "confidence"])
def test_placed_says_where_the_council_is_and_wants_to_be_and_how_sure_it_is(field: str) -> None:
    assert mistakes(replace(placed(), **{field: None})) == {field}


def test_not_applicable_says_why() -> None:
    assert mistakes(answer("data", "not-applicable")) == {"reason"}


def test_where_a_council_wants_to_be_is_not_below_where_it_is() -> None:
    assert mistakes(placed(current=3, target=2)) == {"target"}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("not-applicable", "current", 2),
        ("not-applicable", "note", "A note"),
        ("dont-know", "target", 2),
        ("dont-know", "reason", "No idea"),
        ("dont-know", "confidence", "low"),
        ("dont-know", "target_by", "2027-03"),
    ],
)
def test_a_field_that_does_not_belong_to_the_kind_is_refused_by_name(
    kind: Any, field: str, value: Any
) -> None:
    reason = {"reason": "Because"} if kind == "not-applicable" else {}

    assert mistakes(answer("data", kind, **{**reason, field: value})) == {field}


def test_a_reason_has_no_place_in_an_answer_that_is_placed() -> None:
    assert mistakes(placed(reason="Because")) == {"reason"}


def test_a_characteristic_that_the_model_does_not_have_is_refused() -> None:
    assert mistakes(placed("magic")) == {"characteristic"}


def test_a_level_that_the_model_does_not_have_is_refused() -> None:
    assert mistakes(placed(current=0, target=6)) == {"current", "target"}


def test_every_mistake_is_named_at_once() -> None:
    given = answer("magic", "placed", reason="Because")

    assert mistakes(given) == {"characteristic", "current", "target", "confidence", "reason"}


def test_what_others_may_know_holds_neither_note_nor_reason_nor_name() -> None:
    given = placed(note="See the audit of May.", target_by="2027-03")

    assert set(vars(answers.as_submitted(given))) == {
        "characteristic",
        "kind",
        "current",
        "target",
        "target_by",
    }
