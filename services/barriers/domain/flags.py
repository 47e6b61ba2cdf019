"""What readers report: words that should not be there."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import FlagKind, FlagReason, Settlement
from contracts.errors import Conflict, NotFound
from services.barriers.domain.barriers import Barrier


class NothingToReport(NotFound):
    code = "nothing-to-report"
    message = "There is nothing of this kind with this id at this barrier."


class AlreadyReported(Conflict):
    code = "already-reported"
    message = "You have reported this already. The sector body reads it."


class NoSuchFlag(NotFound):
    code = "no-such-report"
    message = "There is no report with this id."


class AlreadySettled(Conflict):
    code = "already-settled"
    message = "This report has been settled."


class NothingRemoved(Conflict):
    code = "nothing-removed"
    message = "Nothing has been removed since it was reported. Remove the words first."


class NotHidden(Conflict):
    code = "not-hidden"
    message = "It is still shown. Hide it first."


@dataclass(frozen=True)
class Settled:
    """What came of a report; who made it reads `why`."""

    settlement: Settlement
    why: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Flag:
    """A report of one person about one object of a barrier. `by` is their id."""

    id: str
    kind: FlagKind
    object: str
    barrier: str
    by: str
    organisation: str
    reason: FlagReason
    line: str | None
    at: datetime
    settled: Settled | None = None


def must_be_open(flag: Flag) -> None:
    if flag.settled:
        raise AlreadySettled


def must_have_lost_words(flag: Flag, barrier: Barrier) -> None:
    """Raises NothingRemoved unless words of the barrier were removed after the report."""
    if not any(each.at > flag.at for each in barrier.redactions):
        raise NothingRemoved
