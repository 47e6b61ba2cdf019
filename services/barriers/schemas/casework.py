"""A barrier's case as each caller may see it."""

from datetime import datetime

from contracts.barriers import messages
from contracts.barriers.cases import Closing, Resolution, StageReached
from contracts.callers import Caller
from services.barriers.domain import clocks, stages
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.cases import Case


def life(barrier: Barrier, *, caller: Caller, at: datetime) -> messages.Life:
    """The public part: no letter, no remark, no council."""
    case, until = barrier.case, stages.due(barrier)
    resolution, closing = resolution_of(barrier), closing_of(barrier)
    answer, escalation = case.last("answer"), case.last("escalation")
    ended = barrier.stage in ("resolved", "closed")
    return messages.Life(
        steps=(StageReached("raised", barrier.raised), *case.steps),
        can=stages.can(barrier, caller, at),
        due=until,
        outer=clocks.outer(stages.began(barrier)) if until else None,
        overdue=stages.has_run_out(barrier, at),
        contact=case.contact.name if case.contact else None,
        body=case.body,
        facts_wanted=case.facts_asked is not None,
        answered=answer.at if answer else None,
        escalated=escalation.at if escalation else None,
        resolution=resolution,
        closing=closing,
        may_appeal_until=may_appeal_until(case, resolution),
        may_reopen_until=clocks.may_reopen_until(stages.ended(barrier)) if ended else None,
        appealed=case.appeal.at if case.appeal else None,
        reopened=case.reopened,
    )


def resolution_of(barrier: Barrier) -> Resolution | None:
    return barrier.case.resolutions[-1] if barrier.stage == "resolved" else None


def closing_of(barrier: Barrier) -> Closing | None:
    return barrier.case.closings[-1] if barrier.stage == "closed" else None


def may_appeal_until(case: Case, resolution: Resolution | None) -> datetime | None:
    """None where there is nothing to appeal against, or was an appeal."""
    if resolution is None or resolution.way not in stages.APPEALABLE or case.appeal:
        return None
    return clocks.may_appeal_until(resolution.at)


def case(barrier: Barrier, version: int, *, caller: Caller) -> messages.Case:
    """The private part: of the letters a responder sees those with their body, and no remark."""
    found = barrier.case
    analyst = caller.role == "analyst"
    return messages.Case(
        id=barrier.id,
        number=barrier.number,
        version=version,
        letters=found.letters if analyst else found.letters_with(caller.body or ""),
        remarks=found.remarks if analyst else (),
    )
