"""What a barrier is and what may happen to it. No clock, no database, no broker."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.events import (
    BarrierRaised,
    BarrierRaisedInConfidence,
)
from contracts.barriers.words import Audience, Estimate, Facets, RedactionReason, Stage
from contracts.callers import Caller
from contracts.errors import NotFound
from contracts.outcomes import Outcome, changed
from services.barriers.domain import clocks
from services.barriers.domain.cases import FRESH, Case
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
class Redaction:
    """The trace of words that were removed from `places` of a barrier. `by` is the analyst's id."""

    at: datetime
    by: str
    name: str
    places: tuple[str, ...]
    reason: RedactionReason


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
    case: Case = FRESH
    estimate: Estimate | None = None
    redactions: tuple[Redaction, ...] = ()
    merging: Merging = NOT_MERGED

    @property
    def confidential(self) -> bool:
        """Whether it was told to the sector body alone: of it, others learn nothing at all."""
        return self.audience == "sector-body"

    @property
    def raiser_named(self) -> bool:
        """Whether everybody may know who raised it; the consent ends with the support."""
        first = self.supporter(self.raised_by)
        return first is not None and first.known

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
