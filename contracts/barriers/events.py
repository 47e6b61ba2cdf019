"""What happens in barriers. Downstream systems bind these.

A council is in an event only where it agreed to be named: else `council` is None. The officer's
story is never in one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.events import Event, event

BitesAt = Literal["idea", "design", "delivery", "sustaining"]
Effect = Literal["stops", "slows", "deters"]
Nature = Literal["real", "perceived", "not-sure"]
Nation = Literal["England", "Scotland", "Wales", "Northern Ireland", "UK"]


@dataclass(frozen=True)
class Facets:
    """How a barrier is described. `kind` and `body` are ids of the taxonomy; `from_level` is the
    level that the blocked step starts from; `law` is the law or guidance cited, in words."""

    kind: str
    bites_at: BitesAt | None = None
    effect: Effect | None = None
    nature: Nature | None = None
    nation: Nation | None = None
    body: str | None = None
    law: str | None = None
    characteristic: str | None = None
    from_level: int | None = None


@event("barriers", "taxonomy-published", of="taxonomy", subject="taxonomy")
@dataclass(frozen=True)
class TaxonomyPublished(Event):
    """The words for barriers say something else now. `version` counts from 1."""

    taxonomy: str
    version: int
    at: datetime


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


@event("barriers", "barrier-supported", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierSupported(Event):
    """One more council meets it. `supporters` counts them all, one council one voice."""

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


@event("barriers", "barrier-acknowledged", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierAcknowledged(Event):
    """The sector body has read it."""

    barrier: str
    at: datetime
