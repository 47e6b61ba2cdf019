"""How a barrier begins."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import Facets, Stage
from contracts.events import Event, event


@event("barriers", "barrier-raised", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierRaised(Event):
    """`number` is the tracking number that people quote; `supporters` is 1, the council itself.

    One that was told in confidence and is opened to everybody later is raised at that moment: with
    the `stage` that it has come to, and with no supporter where its council has withdrawn.
    """

    barrier: str
    number: str
    title: str
    facets: Facets
    council: str | None
    supporters: int
    at: datetime
    stage: Stage = "raised"
