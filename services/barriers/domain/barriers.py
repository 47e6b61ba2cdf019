"""What a barrier is and what may happen to it. No clock, no database, no broker."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.barriers.events import (
    BarrierAcknowledged,
    BarrierRaised,
)
from contracts.barriers.words import Audience, Estimate, Facets, Stage
from contracts.callers import Caller
from contracts.errors import NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain.merges import NOT_MERGED, Merging


class NoSuchBarrier(NotFound):
    code = "no-such-barrier"
    message = "There is no barrier with this id or number."


@dataclass(frozen=True)
class Supporter:
    """The voice of a council that meets the barrier; `named` is its consent that others may know.

    `bites` says how it bites them and `releases` what a change would release there. `origin` is
    the barrier that the voice was given at, where a merge has moved it; None is this one.
    """

    council: str
    named: bool
    bites: str | None = None
    releases: Estimate | None = None
    origin: str | None = None

    @property
    def known(self) -> bool:
        """Whether others may know that it is this council. A merge does not take consent along:
        that was given for the words of the barrier that the voice was given at."""
        return self.named and self.origin is None

    @property
    def for_everybody(self) -> str | None:
        """The council where it agreed to be named, else None: what events may carry."""
        return self.council if self.known else None


@dataclass(frozen=True)
class Barrier:
    """`raised_by` stays for ever; the same council is among `supporters` while it meets it.

    After a merge a council may have several voices here, each from another barrier. It counts once
    (`councils`), and the voice that it gave here speaks for it, if there is one (`supporter`).
    """

    id: str
    number: str
    title: str
    story: str
    facets: Facets
    raised_by: str
    raised: datetime
    stage: Stage
    supporters: tuple[Supporter, ...]
    audience: Audience = "everybody"
    merging: Merging = NOT_MERGED

    @property
    def councils(self) -> frozenset[str]:
        return frozenset(each.council for each in self.supporters)

    def supporter(self, council: str | None) -> Supporter | None:
        voices = [each for each in self.supporters if each.council == council]
        return next((each for each in voices if each.origin is None), next(iter(voices), None))


def must_speak_for(caller: Caller, council: str, *, named: bool) -> None:
    """Raises unless the caller acts for the council; only a lead consents to its being named."""
    if named:
        caller.must_lead(council)
    else:
        caller.must_act_for(council)


def raise_(
    id: str,
    number: str,
    *,
    title: str,
    story: str,
    facets: Facets,
    first: Supporter,
    at: datetime,
) -> Outcome[Barrier]:
    """A new barrier; who raises it is the first to support it."""
    barrier = Barrier(id, number, title, story, facets, first.council, at, "raised", (first,))
    return changed(
        barrier, BarrierRaised(id, number, title, facets, first.for_everybody, supporters=1, at=at)
    )


def acknowledge(barrier: Barrier, at: datetime) -> Outcome[Barrier]:
    """The sector body has read it; a second time changes nothing."""
    if barrier.stage != "raised":
        return unchanged(barrier)
    return changed(replace(barrier, stage="acknowledged"), BarrierAcknowledged(barrier.id, at))
