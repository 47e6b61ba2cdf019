"""What a barrier is and what may happen to it. No clock, no database, no broker."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.barriers.events import (
    BarrierRaised,
    BarrierRaisedInConfidence,
    BarrierSupported,
    BarrierSupportWithdrawn,
)
from contracts.barriers.words import Audience, Estimate, Facets, Stage
from contracts.callers import Caller
from contracts.errors import NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain import clocks
from services.barriers.domain.cases import FRESH, Case


class NoSuchBarrier(NotFound):
    code = "no-such-barrier"
    message = "There is no barrier with this id or number."


@dataclass(frozen=True)
class Supporter:
    """A council that meets the barrier; `named` is its consent that others may know."""

    council: str
    named: bool

    @property
    def for_everybody(self) -> str | None:
        """The council where it agreed to be named, else None: what events may carry."""
        return self.council if self.named else None


@dataclass(frozen=True)
class Barrier:
    """`raised_by` stays for ever; the same council is among `supporters` while it meets it."""

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
    case: Case = FRESH
    estimate: Estimate | None = None

    @property
    def confidential(self) -> bool:
        """Whether it was told to the sector body alone: of it, others learn nothing at all."""
        return self.audience == "sector-body"

    @property
    def raiser_named(self) -> bool:
        """Whether everybody may know who raised it; the consent ends with the support."""
        first = self.supporter(self.raised_by)
        return first is not None and first.named

    def supporter(self, council: str | None) -> Supporter | None:
        return next((each for each in self.supporters if each.council == council), None)


def must_speak_for(caller: Caller, council: str, *, named: bool) -> None:
    """Raises unless the caller acts for the council; only a lead consents to its being named."""
    if named:
        caller.must_lead(council)
    else:
        caller.must_act_for(council)


def raise_(  # noqa: PLR0913  (all that a barrier begins with)
    id: str,
    number: str,
    *,
    title: str,
    story: str,
    facets: Facets,
    first: Supporter,
    at: datetime,
    audience: Audience = "everybody",
    estimate: Estimate | None = None,
) -> Outcome[Barrier]:
    """A new barrier; who raises it is the first to support it."""
    barrier = Barrier(
        id,
        number,
        title,
        story,
        facets,
        raised_by=first.council,
        raised=at,
        stage="raised",
        supporters=(first,),
        audience=audience,
        estimate=estimate,
        case=Case(due=clocks.due("raised", at, at)),
    )
    if barrier.confidential:
        return changed(barrier, BarrierRaisedInConfidence(id, at))
    return changed(
        barrier, BarrierRaised(id, number, title, facets, first.for_everybody, supporters=1, at=at)
    )


def support(barrier: Barrier, supporter: Supporter, at: datetime) -> Outcome[Barrier]:
    """Counts a council among those who meet the barrier; a second time changes nothing.

    Nor does a second time change whether it is named: for that it withdraws and supports again.
    """
    if barrier.supporter(supporter.council):
        return unchanged(barrier)
    now_with = replace(barrier, supporters=(*barrier.supporters, supporter))
    count = len(now_with.supporters)
    return changed(now_with, BarrierSupported(barrier.id, supporter.for_everybody, count, at))


def withdraw(barrier: Barrier, council: str, at: datetime) -> Outcome[Barrier]:
    """Counts a council no more; one that is not among the supporters changes nothing.

    Whoever raised it may withdraw like any other, and the last one too. The barrier stays, with its
    number and its story, if need be with nobody behind it: people have quoted the number, others
    may support it again, and it is for the sector body to close it. The name of a council goes
    with its support.
    """
    supporter = barrier.supporter(council)
    if supporter is None:
        return unchanged(barrier)
    left = tuple(each for each in barrier.supporters if each.council != council)
    return changed(
        replace(barrier, supporters=left),
        BarrierSupportWithdrawn(barrier.id, supporter.for_everybody, len(left), at),
    )
