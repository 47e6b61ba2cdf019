"""What is done about a barrier.

`due` is the moment at which the day ends that the next step is due by, in UTC. Letters, reasons and
the councils that reopen or appeal are in no event. Of a barrier told in confidence there is one
event alone, `ConfidentialBarrierMoved`.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import ClosedBecause, Stage, Way
from contracts.events import Event, event


@event("barriers", "barrier-acknowledged", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierAcknowledged(Event):
    """The sector body has read it."""

    barrier: str
    at: datetime
    due: datetime | None = None


@event("barriers", "barrier-taken-up", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierTakenUp(Event):
    """It is being worked on; `contact` is the id of the analyst to turn to."""

    barrier: str
    contact: str
    due: datetime
    at: datetime


@event("barriers", "barrier-assigned", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierAssigned(Event):
    """Another analyst is its contact now."""

    barrier: str
    contact: str
    at: datetime


@event("barriers", "barrier-put-to-body", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierPutToBody(Event):
    """The body that can change it was asked to; `body` is an id of the register of
    bodies."""

    barrier: str
    body: str
    due: datetime
    at: datetime


@event("barriers", "barrier-answered", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierAnswered(Event):
    """The body has answered; what, is for the sector body to work on."""

    barrier: str
    body: str
    due: datetime
    at: datetime


@event("barriers", "barrier-facts-asked", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierFactsAsked(Event):
    """The body asked for facts; its clock waits, and `due` is when they are to be sent."""

    barrier: str
    body: str
    due: datetime
    at: datetime


@event("barriers", "barrier-facts-sent", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierFactsSent(Event):
    """The body has the facts that it asked for; `due` is its own clock again."""

    barrier: str
    body: str
    due: datetime
    at: datetime


@event("barriers", "barrier-escalated", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierEscalated(Event):
    """It was put to somebody higher at the body, which had not answered or had evaded."""

    barrier: str
    body: str
    due: datetime
    at: datetime


@event("barriers", "barrier-resolved", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierResolved(Event):
    barrier: str
    way: Way
    at: datetime


@event("barriers", "barrier-closed", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierClosed(Event):
    """It is given up, not resolved."""

    barrier: str
    reason: ClosedBecause
    at: datetime


@event("barriers", "barrier-reopened", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierReopened(Event):
    """It is being worked on again."""

    barrier: str
    due: datetime
    at: datetime


@event("barriers", "barrier-appealed", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierAppealed(Event):
    """A council that meets it appealed against how it was resolved: it is worked on again."""

    barrier: str
    due: datetime
    at: datetime


@event("barriers", "barrier-clock-runs-out-soon", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierClockRunsOutSoon(Event):
    """The next step is due within five working days: Mondays to Fridays, holidays among them."""

    barrier: str
    stage: Stage
    due: datetime
    at: datetime


@event("barriers", "barrier-clock-ran-out", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierClockRanOut(Event):
    """The day that the next step was due by has passed without it."""

    barrier: str
    stage: Stage
    due: datetime
    at: datetime
