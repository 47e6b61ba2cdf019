"""What may be told of a barrier that the sector body alone was told of: that there is one."""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "barrier-raised-in-confidence", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierRaisedInConfidence(Event):
    """A council told the sector body alone. Opened to everybody later, it is `BarrierRaised`."""

    barrier: str
    at: datetime


@event("barriers", "confidential-barrier-moved", of="barrier", subject="barrier")
@dataclass(frozen=True)
class ConfidentialBarrierMoved(Event):
    """Something happened to a barrier that was told in confidence: what, is told to nobody."""

    barrier: str
    at: datetime
