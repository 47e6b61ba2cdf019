"""Which councils meet a barrier too."""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "barrier-supported", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierSupported(Event):
    """One more council meets it. `supporters` counts them all, one council one voice."""

    barrier: str
    council: str | None
    supporters: int
    at: datetime


@event("barriers", "barrier-support-changed", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierSupportChanged(Event):
    """A council that meets it already says more, or has given or taken back its consent to be
    named. What it says is not told here. `supporters` is as it was."""

    barrier: str
    council: str | None
    supporters: int
    at: datetime


@event("barriers", "barrier-support-withdrawn", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierSupportWithdrawn(Event):
    barrier: str
    council: str | None
    supporters: int
    at: datetime
