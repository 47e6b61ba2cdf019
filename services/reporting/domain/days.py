"""Which day's figures are due, and which answers are too old to count."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UNITED_KINGDOM = ZoneInfo("Europe/London")
DUE = time(4, 0)
FIRST_WITHIN = timedelta(hours=1)
QUIET = timedelta(minutes=10)
OLDEST_YEARS = 2


def day_of(at: datetime) -> date:
    """The day in the United Kingdom."""
    return at.astimezone(UNITED_KINGDOM).date()


def is_due(at: datetime, newest: date | None, submitted: datetime | None) -> bool:
    """Whether the figures of the day are to be taken now.

    From 04:00 on, where the day has none: a reporting that was down then takes them later. The very
    first ones only in the hour after 04:00, and only once nothing was submitted for ten minutes: a
    platform that is being filled does not show a whole day long what its first minutes knew.

    Args:
        at: now.
        newest: the newest day that has figures.
        submitted: when a council submitted last.
    """
    local = at.astimezone(UNITED_KINGDOM)
    since = datetime.combine(local.date(), local.time()) - datetime.combine(local.date(), DUE)
    if newest is None:
        quiet = submitted is not None and at - submitted > QUIET
        return quiet and timedelta(0) <= since < FIRST_WITHIN
    return since >= timedelta(0) and newest < local.date()


def too_old(given: datetime, at: datetime) -> bool:
    """Whether an answer is older than 24 months."""
    # Nothing is a year old on 29 February.
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return given < at.replace(year=at.year - OLDEST_YEARS, day=day)
