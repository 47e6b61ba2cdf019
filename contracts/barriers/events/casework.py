"""What is done about a barrier."""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "barrier-acknowledged", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierAcknowledged(Event):
    """The sector body has read it."""

    barrier: str
    at: datetime
