"""Whole days in the United Kingdom, through the change to summer time and short months."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.life import OPEN
from services.barriers.domain import clocks
from services.barriers.domain.clocks import UNITED_KINGDOM, day_of, end_of, months_after

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (the strategy adds UTC)


def test_a_day_ends_an_hour_earlier_in_utc_while_it_is_summer() -> None:
    assert end_of(date(2027, 1, 4)) == datetime(2027, 1, 4, 23, 59, 59, 999_000, UTC)
    assert end_of(date(2027, 7, 4)) == datetime(2027, 7, 4, 22, 59, 59, 999_000, UTC)


def test_fourteen_days_over_the_change_to_summer_time_are_fourteen_days() -> None:
    before = datetime(2027, 3, 20, 9, 30, tzinfo=UTC)

    until = clocks.due("raised", before, before)

    assert until == datetime(2027, 4, 3, 22, 59, 59, 999_000, UTC)


def test_what_is_raised_after_midnight_in_summer_counts_from_the_day_there() -> None:
    just_after_midnight = datetime(2027, 7, 4, 23, 30, tzinfo=UTC)

    until = clocks.due("raised", just_after_midnight, just_after_midnight)

    assert until is not None
    assert day_of(until) == date(2027, 7, 19)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_end_where_the_month_does(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(DAYS, st.integers(1, 24))
def test_months_later_is_in_that_month_on_the_same_day_or_its_last(day: date, months: int) -> None:
    later = months_after(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).month != later.month


@given(DAYS)
def test_the_end_of_a_day_is_on_it_and_the_next_moment_is_not(day: date) -> None:
    last = end_of(day)

    assert day_of(last) == day
    assert day_of(last + timedelta(milliseconds=1)) == day + timedelta(1)
    assert last.astimezone(UNITED_KINGDOM).hour == 23


@given(st.sampled_from(OPEN), MOMENTS, st.integers(0, 400))
def test_no_clock_goes_beyond_six_months_and_each_ends_with_a_day(
    stage: str, began: datetime, days: int
) -> None:
    at = began + timedelta(days)

    until = clocks.due(stage, at, began)

    assert until is not None
    assert until <= clocks.outer(began)
    assert until == end_of(day_of(until))
    assert until > at or until == clocks.outer(began)


@given(MOMENTS, st.integers(0, 70), st.integers(0, 90))
def test_a_body_loses_no_day_while_it_waits_for_facts(
    put: datetime, asked_after: int, waited: int
) -> None:
    until = clocks.due("with-body", put, put)
    assert until is not None
    asked = put + timedelta(asked_after)
    sent = asked + timedelta(waited)

    left = clocks.days_left(until, asked)
    after = clocks.after_facts(left, sent, put)

    assert left == max(7, (day_of(until) - day_of(asked)).days)
    assert after == min(end_of(day_of(sent) + timedelta(left)), clocks.outer(put))


@pytest.mark.parametrize(
    ("due", "warned"),
    [
        (date(2027, 3, 12), datetime(2027, 3, 5, 8, tzinfo=UTC)),
        (date(2027, 3, 14), datetime(2027, 3, 8, 8, tzinfo=UTC)),
        (date(2027, 3, 15), datetime(2027, 3, 8, 8, tzinfo=UTC)),
        (date(2027, 4, 1), datetime(2027, 3, 25, 8, tzinfo=UTC)),
        (date(2027, 4, 5), datetime(2027, 3, 29, 7, tzinfo=UTC)),
    ],
)
def test_a_warning_comes_five_working_days_before_at_eight_in_the_united_kingdom(
    due: date, warned: datetime
) -> None:
    assert clocks.warning(end_of(due)) == warned


@given(MOMENTS)
def test_the_clocks_looked_for_are_just_those_whose_warning_is_due(at: datetime) -> None:
    until = clocks.warned_until(at)

    assert clocks.warning(until) <= at
    assert clocks.warning(end_of(day_of(until) + timedelta(1))) > at
