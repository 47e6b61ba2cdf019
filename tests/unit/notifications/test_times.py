"""Eight o'clock is eight o'clock in the United Kingdom, in summer and in winter."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.notifications.messages.preferences import QuietHours
from services.notifications.domain.times import (
    UNITED_KINGDOM,
    is_quiet,
    last_daily,
    last_weekly,
    out_of_quiet,
)

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (the strategy adds UTC)
QUIET = st.builds(QuietHours, st.integers(0, 23), st.integers(0, 23)).filter(
    lambda quiet: quiet.begin != quiet.end
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]  # (a date and a time of day)


@pytest.mark.parametrize(
    ("at", "last"),
    [
        (utc(2027, 1, 5, 8), utc(2027, 1, 5, 8)),
        (utc(2027, 1, 5, 7, 59), utc(2027, 1, 4, 8)),
        (utc(2027, 7, 5, 7), utc(2027, 7, 5, 7)),
        # Summer time begins on 28 March and ends on 31 October.
        (utc(2027, 3, 28, 7), utc(2027, 3, 28, 7)),
        (utc(2027, 3, 28, 6, 59), utc(2027, 3, 27, 8)),
        (utc(2027, 10, 31, 7, 59), utc(2027, 10, 30, 7)),
        (utc(2027, 10, 31, 8), utc(2027, 10, 31, 8)),
    ],
)
def test_the_daily_summary_is_due_at_eight(at: datetime, last: datetime) -> None:
    assert last_daily(at) == last


def test_the_weekly_summary_is_due_on_a_monday_also_after_the_clocks_changed() -> None:
    assert last_weekly(utc(2027, 4, 1, 12)) == utc(2027, 3, 29, 7)
    assert last_weekly(utc(2027, 3, 29, 6, 59)) == utc(2027, 3, 22, 8)
    assert last_weekly(utc(2027, 3, 28, 12)) == utc(2027, 3, 22, 8)


@given(MOMENTS)
def test_a_round_is_never_ahead_and_the_next_comes_in_a_day_or_a_week(at: datetime) -> None:
    for last, longest in ((last_daily(at), 1), (last_weekly(at), 7)):
        assert last <= at < last + timedelta(days=longest, hours=1)
        assert last.astimezone(UNITED_KINGDOM).hour == 8


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        (utc(2027, 1, 4, 21, 59), utc(2027, 1, 4, 21, 59)),
        (utc(2027, 1, 4, 22), utc(2027, 1, 5, 7)),
        (utc(2027, 1, 5, 6, 59), utc(2027, 1, 5, 7)),
        (utc(2027, 1, 5, 7), utc(2027, 1, 5, 7)),
        # The nights in which the clocks change.
        (utc(2027, 3, 27, 23), utc(2027, 3, 28, 6)),
        (utc(2027, 10, 30, 23), utc(2027, 10, 31, 7)),
    ],
)
def test_what_happens_in_quiet_hours_is_sent_after_them(at: datetime, sent: datetime) -> None:
    assert out_of_quiet(at, QuietHours(22, 7)) == sent


def test_who_has_no_quiet_hours_is_told_at_once() -> None:
    assert out_of_quiet(utc(2027, 1, 4, 3), None) == utc(2027, 1, 4, 3)


@given(MOMENTS, QUIET)
def test_nothing_is_sent_in_quiet_hours_nor_put_off_for_longer_than_they_last(
    at: datetime, quiet: QuietHours
) -> None:
    sent = out_of_quiet(at, quiet)

    assert at <= sent <= at + timedelta(hours=25)
    assert not is_quiet(sent.astimezone(UNITED_KINGDOM).hour, quiet)
