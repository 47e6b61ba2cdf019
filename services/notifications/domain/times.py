"""When people are written to: whole hours of UK time, through the changes of the clocks."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from contracts.notifications.messages.preferences import QuietHours

UNITED_KINGDOM = ZoneInfo("Europe/London")
DIGEST_HOUR = 8
MONDAY = 0

Round = Literal["daily", "weekly"]
ROUNDS: tuple[Round, ...] = ("daily", "weekly")


def out_of_quiet(at: datetime, quiet: QuietHours | None) -> datetime:
    """`at`, or the end of the quiet hours that it lies in, in UTC."""
    here = at.astimezone(UNITED_KINGDOM)
    if quiet is None or not is_quiet(here.hour, quiet):
        return at
    tomorrow = quiet.end <= here.hour
    return on(here + timedelta(days=1 if tomorrow else 0), quiet.end)


def is_quiet(hour: int, quiet: QuietHours) -> bool:
    """Whether the hour lies in them; those that begin when they end are none."""
    if quiet.begin <= quiet.end:
        return quiet.begin <= hour < quiet.end
    return hour >= quiet.begin or hour < quiet.end


def on(day: datetime, hour: int) -> datetime:
    """That hour of the day that `day`, a UK time, lies in; in UTC.

    The hour that is missing in spring is the one after it, and of the one that comes twice in
    autumn it is the first.
    """
    return datetime.combine(day.date(), time(hour), UNITED_KINGDOM).astimezone(UTC)


def last_daily(at: datetime) -> datetime:
    """The last eight o'clock in the morning, in UTC."""
    here = at.astimezone(UNITED_KINGDOM)
    today = on(here, DIGEST_HOUR)
    return today if today <= at else on(here - timedelta(days=1), DIGEST_HOUR)


def last_weekly(at: datetime) -> datetime:
    """The last eight o'clock on a Monday morning, in UTC."""
    last = last_daily(at)
    here = last.astimezone(UNITED_KINGDOM)
    return on(here - timedelta(days=here.weekday() - MONDAY), DIGEST_HOUR)


LAST: dict[Round, Callable[[datetime], datetime]] = {"daily": last_daily, "weekly": last_weekly}
