"""A barrier that was told in confidence: what may be told of it, and how it is opened."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.barriers.events import (
    BarrierRaised,
    BarrierRaisedInConfidence,
    ConfidentialBarrierMoved,
)
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain.barriers import Barrier

NOTHING_IN_THEM = (BarrierRaisedInConfidence, ConfidentialBarrierMoved)


def kept(outcome: Outcome[Barrier]) -> Outcome[Barrier]:
    """The same outcome, whose events tell of a confidential barrier no more than that it moved.

    Whoever decides about barriers needn't know of this: one event stays one event, at its time.
    """
    if not outcome.state.confidential:
        return outcome
    return Outcome(outcome.state, tuple(_moved(outcome.state.id, each) for each in outcome.events))


def _moved(barrier: str, event: Any) -> Any:
    return (
        event if isinstance(event, NOTHING_IN_THEM) else ConfidentialBarrierMoved(barrier, event.at)
    )


def open_up(barrier: Barrier, *, named: bool, at: datetime) -> Outcome[Barrier]:
    """Everybody may know of it from now on; one that everybody knows of is left as it is.

    `named` is the council's consent; where it has withdrawn, nobody is behind it to be named.
    """
    if not barrier.confidential:
        return unchanged(barrier)
    opened = replace(
        barrier,
        audience="everybody",
        supporters=tuple(replace(each, named=named) for each in barrier.supporters),
    )
    first = opened.supporter(barrier.raised_by)
    return changed(
        opened,
        BarrierRaised(
            barrier.id,
            barrier.number,
            barrier.title,
            barrier.facets,
            first.for_everybody if first else None,
            supporters=len(opened.councils),
            at=at,
            stage=barrier.stage,
        ),
    )
