"""How a barrier begins."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import Facets
from contracts.events import Event, event


@event("barriers", "barrier-raised", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierRaised(Event):
    """`number` is the tracking number that people quote; `supporters` is 1, the council itself."""

    barrier: str
    number: str
    title: str
    facets: Facets
    council: str | None
    supporters: int
    at: datetime
