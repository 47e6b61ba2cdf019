"""What is taken for personal data in a story, and what is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.personal_data import is_nhs_number, look_at, look_through


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in look_at("story", text)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Ask jo.bloggs+x@durham.gov.uk.", "e-mail", "jo.bloggs+x@durham.gov.uk"),
        ("(siân@cyngor.cymru)", "e-mail", "siân@cyngor.cymru"),
        ("Her number QQ 12 34 56 C is known", None, None),
        ("Her number is AB 12 34 56 C.", "national-insurance", "AB 12 34 56 C"),
        ("ab123456c", "national-insurance", "ab123456c"),
        ("JG103759A, he said", "national-insurance", "JG103759A"),
        ("ring 07700 900123", "phone", "07700 900123"),
        ("ring (020) 7946 0018 today", "phone", "(020) 7946 0018"),
        ("ring +44 7700 900 123", "phone", "+44 7700 900 123"),
        ("ring +44 (0)113 496 0000", "phone", "+44 (0)113 496 0000"),
        ("0191 498 0000", "phone", "0191 498 0000"),
        ("NHS 943 476 5919", "nhs-number", "943 476 5919"),
        ("NHS 9434765919", "nhs-number", "9434765919"),
    ],
)
def test_what_follows_a_form_is_found(text: str, kind: str | None, found: str | None) -> None:
    assert kinds(text) == ([(kind, found)] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        "It costs £1,234,567,890 a year, or £0.2 million.",
        "From 01/02/2027 to 2027-03-04, at 09:30.",
        "The Local Government Act 1972, section 123(2), and SI 2015/102.",
        "The Care Act 2014 c. 23 and SI 2012/2089 regulation 4.",
        "Case 943 476 5918 is no NHS number: its last digit is wrong.",
        "Reference 2024/25-0017, budget line 100200300400.",
        "We answer 12 34 56 forms; A1 12 34 56.",
        "Write @cyngor on social media, at 5 @ 3 pounds each.",
        "WB-7K3Q-9FD and UPRN 100023336956",
        "Figures: 0.1234567890 and 01.23.45.67.89.01",
        "1111111111",
    ],
)
def test_money_dates_and_laws_are_no_false_alarm(text: str) -> None:
    assert kinds(text) == []


def test_what_is_found_says_where_it_stands() -> None:
    found = look_through(title="Nobody", story="Write to a@b.org, or ring 020 7946 0018")
    assert [(each.field, each.kind) for each in found] == [("story", "e-mail"), ("story", "phone")]
    text = "Write to a@b.org, or ring 020 7946 0018"
    assert all(text[each.start : each.end] == each.text for each in found)


@given(st.text(max_size=400))
def test_whatever_is_typed_can_be_looked_at(text: str) -> None:
    found = look_at("story", text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(0, 999_999_999))
def test_of_ten_numbers_that_differ_in_the_last_digit_one_at_the_most_is_an_nhs_number(
    nine: int,
) -> None:
    assert sum(is_nhs_number(f"{nine:09}{last}") for last in range(10)) <= 1
