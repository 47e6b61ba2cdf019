"""The figures of one day: whose answers are in them, and what they show."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.errors import Conflict
from services.reporting.domain.comparing import Submission
from services.reporting.domain.days import too_old
from services.reporting.domain.groups import Council
from services.reporting.domain.standings import GroupStanding, all_standings
from services.reporting.domain.ways import FEWEST

Counted = Mapping[str, int]
"""Council code → the number of its submission that is in the figures."""


class AlreadyPublished(Conflict):
    code = "figures-already-published"
    message = "The day's figures are published already. The next ones come tomorrow."


class TooFewChanged(Conflict):
    code = "too-few-changed"
    message = (
        "One to four councils have changed answers since the last figures, so new ones would show "
        "what they changed. Wait until five or more councils have changed answers."
    )


Register = Sequence[tuple[Council, Submission | None]]
"""The councils of today, each with its newest submission if it has one."""


def recent(register: Register, at: datetime) -> dict[str, Submission]:
    """By council, the submissions that count: they place it somewhere, not over 24 months ago."""
    return {
        council.code: submission
        for council, submission in register
        if submission and submission.placed() and not too_old(submission.at, at)
    }


def counted(register: Register, at: datetime) -> Counted:
    return {code: submission.number for code, submission in recent(register, at).items()}


def take(register: Register, at: datetime) -> tuple[GroupStanding, ...]:
    """What the figures show. It takes a processor about a second for all councils."""
    answers = {code: submission.placed() for code, submission in recent(register, at).items()}
    return all_standings((council for council, _ in register), answers)


def may_follow(before: Counted, after: Counted) -> bool:
    """Whether these figures may take the place of those before.

    Whoever kept yesterday's could subtract them, so the councils whose answers came, went or
    changed since must be none or at least five.
    """
    changed = [code for code in {*before, *after} if before.get(code) != after.get(code)]
    return not changed or len(changed) >= FEWEST
