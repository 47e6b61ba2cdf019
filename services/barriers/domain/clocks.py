"""By when the next step is due. Whole days in the United Kingdom, kept as their end in UTC."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contracts.barriers.life import (
    APPEAL_WEEKS,
    DAYS,
    ESCALATED_DAYS,
    FACTS_DAYS,
    LEAST_DAYS_LEFT,
    MONTHS,
    OUTER_MONTHS,
    REOPEN_MONTHS,
    WARNING_DAYS,
)
from contracts.barriers.words import Stage

UNITED_KINGDOM = ZoneInfo("Europe/London")
LAST_MOMENT = time(23, 59, 59, 999_000, tzinfo=UNITED_KINGDOM)
"""To the millisecond, as the store keeps it. The clocks change at another hour of the night."""


MORNING = time(8, tzinfo=UNITED_KINGDOM)
BACK_TO_FRIDAY = {0: 3, 6: 2}
"""Days from a Monday and from a Sunday to the working day before."""

LONGEST_WARNING = 9
"""Days, today among them, within which lies every clock that a warning is due of."""


def day_of(at: datetime) -> date:
    """The day in the United Kingdom."""
    return at.astimezone(UNITED_KINGDOM).date()


def end_of(day: date) -> datetime:
    """The last moment of the day in the United Kingdom, in UTC."""
    return datetime.combine(day, LAST_MOMENT).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def outer(began: datetime) -> datetime:
    """The limit of all clocks of what was raised, reopened or appealed then."""
    return end_of(months_after(day_of(began), OUTER_MONTHS))


def due(stage: Stage, at: datetime, began: datetime) -> datetime | None:
    """Until when a stage that begins at `at` may last; None for one without a clock."""
    if stage in DAYS:
        return within(began, day_of(at) + timedelta(DAYS[stage]))
    if stage in MONTHS:
        return within(began, months_after(day_of(at), MONTHS[stage]))
    return None


def within(began: datetime, day: date) -> datetime:
    return min(end_of(day), outer(began))


def escalated(at: datetime, began: datetime) -> datetime:
    return within(began, day_of(at) + timedelta(ESCALATED_DAYS))


def facts_due(at: datetime, began: datetime) -> datetime:
    return within(began, day_of(at) + timedelta(FACTS_DAYS))


def days_left(due: datetime, at: datetime) -> int:
    """What a body that asks for facts has left once it was sent them, in days."""
    return max(LEAST_DAYS_LEFT, (day_of(due) - day_of(at)).days)


def after_facts(days: int, at: datetime, began: datetime) -> datetime:
    return within(began, day_of(at) + timedelta(days))


def may_appeal_until(resolved: datetime) -> datetime:
    return end_of(day_of(resolved) + timedelta(weeks=APPEAL_WEEKS))


def may_reopen_until(ended: datetime) -> datetime:
    return end_of(months_after(day_of(ended), REOPEN_MONTHS))


def warning(due: datetime) -> datetime:
    """When a clock that ends then is told of: in the morning, so many working days before."""
    day = day_of(due)
    for _ in range(WARNING_DAYS):
        day -= timedelta(BACK_TO_FRIDAY.get(day.weekday(), 1))
    return datetime.combine(day, MORNING).astimezone(UTC)


def warned_until(at: datetime) -> datetime:
    """The end of the last of the clocks whose warning is due by now."""
    ends = (end_of(day_of(at) + timedelta(days)) for days in range(LONGEST_WARNING))
    return max(each for each in ends if warning(each) <= at)
