from datetime import UTC, date, datetime

import pytest

from services.reporting.domain import days

YESTERDAY, TODAY = date(2027, 1, 3), date(2027, 1, 4)
LONG_BEFORE = datetime(2027, 1, 3, 22, tzinfo=UTC)


def at(hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2027, month, 4, hour, minute, tzinfo=UTC)


def test_the_figures_of_a_day_are_due_at_four() -> None:
    assert not days.is_due(at(3, 59), YESTERDAY, LONG_BEFORE)
    assert days.is_due(at(4), YESTERDAY, LONG_BEFORE)


def test_a_reporting_that_was_down_at_four_takes_them_later_that_day() -> None:
    assert days.is_due(at(17), YESTERDAY, LONG_BEFORE)


def test_a_day_has_its_figures_once() -> None:
    assert not days.is_due(at(4), TODAY, LONG_BEFORE)
    assert not days.is_due(at(23), TODAY, LONG_BEFORE)


def test_the_first_figures_of_all_are_taken_in_the_hour_after_four_only() -> None:
    assert days.is_due(at(4), None, LONG_BEFORE)
    assert days.is_due(at(4, 59), None, LONG_BEFORE)
    assert not days.is_due(at(5), None, LONG_BEFORE)
    assert not days.is_due(at(12), None, LONG_BEFORE)
    assert not days.is_due(at(3, 59), None, LONG_BEFORE)


def test_the_first_figures_of_all_wait_until_nothing_was_submitted_for_ten_minutes() -> None:
    assert not days.is_due(at(4, 5), None, at(4, 4))
    assert not days.is_due(at(4, 14), None, at(4, 4))
    assert days.is_due(at(4, 15), None, at(4, 4))


def test_a_platform_that_nobody_submitted_to_takes_no_figures() -> None:
    assert not days.is_due(at(4, 5), None, None)


def test_figures_that_are_not_the_first_do_not_wait_for_quiet() -> None:
    assert days.is_due(at(4, 5), YESTERDAY, at(4, 4))


def test_four_is_four_in_the_united_kingdom_in_summer_too() -> None:
    assert days.is_due(at(3, month=7), YESTERDAY, LONG_BEFORE)
    assert not days.is_due(at(2, 59, month=7), YESTERDAY, LONG_BEFORE)


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
