"""Workarounds for a barrier: who is around it, and for how many councils that worked.

Their titles are in these events, for the barrier is everybody's; what they say is not.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "workaround-offered", of="workaround", subject="workaround")
@dataclass(frozen=True)
class WorkaroundOffered(Event):
    workaround: str
    barrier: str
    title: str
    council: str | None
    at: datetime


@event("barriers", "workaround-withdrawn", of="workaround", subject="workaround")
@dataclass(frozen=True)
class WorkaroundWithdrawn(Event):
    """By whoever offered it. It is shown no more."""

    workaround: str
    barrier: str
    at: datetime


@event("barriers", "workaround-marked", of="workaround", subject="workaround")
@dataclass(frozen=True)
class WorkaroundMarked(Event):
    """A council says whether it worked for it. `worked_for` and `not_for` count all councils that
    say so, one council one voice."""

    workaround: str
    barrier: str
    council: str | None
    worked: bool
    worked_for: int
    not_for: int
    at: datetime


@event("barriers", "workaround-mark-withdrawn", of="workaround", subject="workaround")
@dataclass(frozen=True)
class WorkaroundMarkWithdrawn(Event):
    workaround: str
    barrier: str
    council: str | None
    worked_for: int
    not_for: int
    at: datetime


@event("barriers", "workaround-moderated", of="workaround", subject="workaround")
@dataclass(frozen=True)
class WorkaroundModerated(Event):
    """The sector body hid it, or shows it again. Why is not told."""

    workaround: str
    barrier: str
    hidden: bool
    at: datetime
