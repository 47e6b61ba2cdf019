"""What of a merge each caller may see."""

from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import Conflict
from services.barriers.domain import merging as rules
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.merges import Gone
from services.barriers.schemas.summaries import summary


def merging(barrier: Barrier, *, caller: Caller) -> messages.Merging:
    took_in = tuple(messages.TookIn(each.number, each.at) for each in barrier.merging.taken_in)
    gone = barrier.merging.gone
    if gone is None:
        return messages.Merging(took_in=took_in)
    return messages.Merging(
        into=gone.into,
        number=gone.number,
        why=gone.why,
        at=gone.at,
        objections=len(gone.objections),
        unanswered=rules.open_in(barrier),
        said=objections(gone, caller),
        may_object=caller.council is not None and rules.may_object(barrier, caller.council),
        took_in=took_in,
    )


def objections(gone: Gone, caller: Caller) -> tuple[messages.Objection, ...]:
    """All of them for an analyst, its own for a council."""
    return tuple(
        messages.Objection(each.council, each.reason, each.at, each.answer, each.answered)
        for each in gone.objections
        if caller.role == "analyst" or caller.council == each.council
    )


def preview(one: Barrier, into: Barrier, version: int, *, caller: Caller) -> messages.MergePreview:
    """What would come of merging `one`, which has that `version`, into the other."""
    refusal = why_not(one, into)
    return messages.MergePreview(
        barrier=summary(one, caller=caller),
        into=summary(into, caller=caller),
        together=len(one.councils | into.councils),
        both=len(one.councils & into.councils),
        version=version,
        refused=refusal.code if refusal else None,
        why_not=refusal.message if refusal else None,
    )


def why_not(one: Barrier, into: Barrier) -> Conflict | None:
    try:
        rules.must_fit(one, into)
    except Conflict as refusal:
        return refusal
    return None
