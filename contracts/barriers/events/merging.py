"""Barriers that turn out to be the same, and those that turn out not to be.

A merge happens to two barriers, and so does its undoing: each of them tells its own part, with what
it counts from then on. What analysts and councils say about it is in no event.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import Stage
from contracts.events import Event, event


@event("barriers", "barrier-merged", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierMerged(Event):
    """It is the same as `into`, whose number is `into_number`, and its voices count there now.
    `supporters` is 0."""

    barrier: str
    into: str
    into_number: str
    supporters: int
    at: datetime


@event("barriers", "barrier-took-in", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierTookIn(Event):
    """`taken` was merged into it. `supporters` counts each council once, whichever of the two it
    had met."""

    barrier: str
    taken: str
    taken_number: str
    supporters: int
    at: datetime


@event("barriers", "barrier-unmerged", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierUnmerged(Event):
    """It stands by itself again, in the `stage` that it had, with every voice that was given to it
    and not withdrawn since. `source` is the barrier that it had been merged into."""

    barrier: str
    source: str
    source_number: str
    stage: Stage
    supporters: int
    at: datetime


@event("barriers", "barrier-gave-back", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierGaveBack(Event):
    """`given` is merged into it no more, and `supporters` are those that are left."""

    barrier: str
    given: str
    given_number: str
    supporters: int
    at: datetime


@event("barriers", "barrier-merge-disputed", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierMergeDisputed(Event):
    """A council whose voice was moved objects. `objections` counts those without an answer."""

    barrier: str
    into: str
    into_number: str
    objections: int
    at: datetime


@event("barriers", "barrier-merge-upheld", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierMergeUpheld(Event):
    """The sector body answered an objection: it stays merged. `objections` are still without an
    answer."""

    barrier: str
    into: str
    into_number: str
    objections: int
    at: datetime
