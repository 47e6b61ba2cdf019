"""What a barrier released in the end."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.barriers.words import Measure
from contracts.events import Event, event


@event("barriers", "barrier-release-recorded", of="release", subject="release")
@dataclass(frozen=True)
class BarrierReleaseRecorded(Event):
    """A council says what was released for it, or says it anew.

    `measure`, `low`, `high` and `as_of`, the day that they hold for, only where `council` agreed
    to be named.
    """

    release: str
    barrier: str
    council: str | None
    measure: Measure | None
    low: int | None
    high: int | None
    as_of: date | None
    at: datetime


@event("barriers", "barrier-release-withdrawn", of="release", subject="release")
@dataclass(frozen=True)
class BarrierReleaseWithdrawn(Event):
    """The council takes back what it said."""

    release: str
    barrier: str
    council: str | None
    at: datetime
