from datetime import UTC, date, datetime

import pytest

from services.reporting.domain import days

YESTERDAY, TODAY = date(2027, 1, 3), date(2027, 1, 4)


def at(hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2027, month, 4, hour, minute, tzinfo=UTC)


def test_the_figures_of_a_day_are_due_at_four() -> None:
    assert not days.is_due(at(3, 59), YESTERDAY)
    assert days.is_due(at(4), YESTERDAY)


def test_a_reporting_that_was_down_at_four_takes_them_later_that_day() -> None:
    assert days.is_due(at(17), YESTERDAY)


def test_a_day_has_its_figures_once() -> None:
    assert not days.is_due(at(4), TODAY)
    assert not days.is_due(at(23), TODAY)


def test_the_first_figures_of_all_are_taken_just_after_four_only() -> None:
    assert days.is_due(at(4, 5), None)
    assert not days.is_due(at(4, 10), None)
    assert not days.is_due(at(12), None)
    assert not days.is_due(at(3, 59), None)


def test_four_is_four_in_the_united_kingdom_in_summer_too() -> None:
    assert days.is_due(at(3, month=7), YESTERDAY)
    assert not days.is_due(at(2, 59, month=7), YESTERDAY)


def test_a_day_begins_at_midnight_in_the_united_kingdom() -> None:
    assert days.day_of(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) == date(2027, 7, 1)


@pytest.mark.parametrize(
    ("given", "at", "expected"),
    [
        ((2025, 1, 4), (2027, 1, 4), False),
        ((2025, 1, 3), (2027, 1, 4), True),
        ((2026, 2, 28), (2028, 2, 29), False),
        ((2026, 2, 27), (2028, 2, 29), True),
    ],
)
def test_an_answer_counts_for_24_months(
    given: tuple[int, int, int], at: tuple[int, int, int], expected: bool
) -> None:
    moment, then = datetime(*given, tzinfo=UTC), datetime(*at, tzinfo=UTC)
    assert days.too_old(moment, then) == expected
