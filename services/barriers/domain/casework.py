"""What is done about a barrier: each function is a transition of `contracts.barriers.life`.

All of them take the caller and the moment, and raise what `stages.must` raises.
"""

from dataclasses import replace
from datetime import datetime

from contracts.barriers import events
from contracts.barriers.cases import Closing, Letter, Remark, Resolution, StageReached
from contracts.barriers.life import Name
from contracts.barriers.words import Says
from contracts.callers import Caller
from contracts.errors import Invalid
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain import clocks, stages
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.cases import Case, Contact


def moved(
    barrier: Barrier, name: Name, case: Case, at: datetime, *, until: datetime | None = None
) -> tuple[Barrier, datetime]:
    """At the transition's target, with the stage's clock or one that runs `until` then."""
    stage = stages.target(name, barrier.stage)
    until = until or clocks.due(stage, at, case.began or barrier.raised)
    case = replace(
        clocked(case, until), steps=(*case.steps, StageReached(stage, at)), facts_asked=None
    )
    return replace(barrier, stage=stage, case=case), until or at


def clocked(case: Case, until: datetime | None) -> Case:
    """With another clock. That the outer limit has passed, or soon will have, is not told twice."""
    if until == case.due:
        return case
    return replace(case, due=until, ran_out=None, warned=None)


def written(case: Case, letter: Letter) -> Case:
    return replace(case, letters=(*case.letters, letter))


def body_of(barrier: Barrier) -> str:
    """The body that it was put to."""
    if barrier.case.body is None:
        raise ValueError(f"{barrier.id} was put to no body")
    return barrier.case.body


def acknowledge(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """The sector body has read it."""
    stages.must("acknowledge", barrier, caller, at)
    state, until = moved(barrier, "acknowledge", barrier.case, at)
    return changed(state, events.BarrierAcknowledged(barrier.id, at, until))


def take_up(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """Whoever calls works on it from now on."""
    stages.must("take-up", barrier, caller, at)
    contact = Contact(caller.person, caller.name)
    state, until = moved(barrier, "take-up", replace(barrier.case, contact=contact), at)
    return changed(state, events.BarrierTakenUp(barrier.id, contact.person, until, at))


def assign(barrier: Barrier, contact: Contact, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """Gives it to an analyst; to the one who has it already changes nothing."""
    stages.must("assign", barrier, caller, at)
    if contact == barrier.case.contact:
        return unchanged(barrier)
    state = replace(barrier, case=replace(barrier.case, contact=contact))
    return changed(state, events.BarrierAssigned(barrier.id, contact.person, at))


def put_to_body(
    barrier: Barrier, body: str, letter: str, caller: Caller, at: datetime
) -> Outcome[Barrier]:
    """Asks the body that can change it."""
    stages.must("put-to-body", barrier, caller, at)
    case = written(barrier.case, Letter("put", body, letter, caller.name, at))
    state, until = moved(barrier, "put-to-body", replace(case, body=body), at)
    return changed(state, events.BarrierPutToBody(barrier.id, body, until, at))


def answer(
    barrier: Barrier,
    text: str,
    link: str | None,
    caller: Caller,
    at: datetime,
    says: Says | None = None,
) -> Outcome[Barrier]:
    """The body's answer: the sector body works on with it."""
    stages.must("answer", barrier, caller, at)
    body = body_of(barrier)
    letter = Letter("answer", body, text, caller.name, at, link=link, says=says)
    case = written(barrier.case, letter)
    state, until = moved(barrier, "answer", case, at)
    return changed(state, events.BarrierAnswered(barrier.id, body, until, at))


def ask_for_facts(
    barrier: Barrier, question: str, caller: Caller, at: datetime
) -> Outcome[Barrier]:
    """The body's clock waits; meanwhile that of the sector body runs, which owes the facts."""
    stages.must("ask-for-facts", barrier, caller, at)
    body, until = body_of(barrier), clocks.facts_due(at, stages.began(barrier))
    left = clocks.days_left(stages.due(barrier) or at, at)
    case = written(barrier.case, Letter("facts-asked", body, question, caller.name, at))
    case = replace(clocked(case, until), facts_asked=at, days_left=left)
    asked = replace(barrier, case=case)
    return changed(asked, events.BarrierFactsAsked(barrier.id, body, until, at))


def send_facts(barrier: Barrier, facts: str, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """The body's clock goes on with the days that it had left, a week at the least."""
    stages.must("send-facts", barrier, caller, at)
    body = body_of(barrier)
    until = clocks.after_facts(barrier.case.days_left, at, stages.began(barrier))
    case = written(barrier.case, Letter("facts-sent", body, facts, caller.name, at))
    sent = replace(barrier, case=replace(clocked(case, until), facts_asked=None, days_left=0))
    return changed(sent, events.BarrierFactsSent(barrier.id, body, until, at))


def escalate(barrier: Barrier, to: str, why: str, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """Puts it to somebody higher at the body, with a shorter clock."""
    stages.must("escalate", barrier, caller, at)
    body = body_of(barrier)
    case = written(barrier.case, Letter("escalation", body, why, caller.name, at, to=to))
    until = clocks.escalated(at, stages.began(barrier))
    state, _ = moved(barrier, "escalate", case, at, until=until)
    return changed(state, events.BarrierEscalated(barrier.id, body, until, at))


def resolve(
    barrier: Barrier, resolution: Resolution, caller: Caller, at: datetime
) -> Outcome[Barrier]:
    """Ends it in one of the four ways.

    Raises:
        Invalid: what the way needs is missing.
    """
    stages.must("resolve", barrier, caller, at)
    mistakes = missing(barrier, resolution)
    if mistakes:
        raise Invalid(details=mistakes)
    case = replace(barrier.case, resolutions=(*barrier.case.resolutions, resolution))
    state, _ = moved(barrier, "resolve", case, at)
    return changed(state, events.BarrierResolved(barrier.id, resolution.way, at))


def missing(barrier: Barrier, resolution: Resolution) -> dict[str, list[str]]:
    """What a way of resolving needs and does not have, by field."""
    none_there = resolution.way == "not-actually-a-barrier"
    mistakes: dict[str, list[str]] = {}
    if none_there and resolution.note is None:
        mistakes["note"] = ["Say why it is not actually a barrier, for the next who meets it."]
    if not none_there and resolution.note is not None:
        mistakes["note"] = ["Goes with not-actually-a-barrier."]
    if resolution.note is None and resolution.note_cy is not None:
        mistakes["note_cy"] = ["Goes with a note in English."]
    if resolution.way == "will-not-change" and barrier.case.last("answer") is None:
        mistakes["way"] = ["Needs an answer of the body that can change it."]
    return mistakes


def close(barrier: Barrier, closing: Closing, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """Gives it up. Closed is not resolved."""
    stages.must("close", barrier, caller, at)
    if closing.reason == "withdrawn-by-all" and barrier.supporters:
        raise Invalid(details={"reason": ["There are councils that meet it still."]})
    case = replace(barrier.case, closings=(*barrier.case.closings, closing))
    state, _ = moved(barrier, "close", case, at)
    return changed(state, events.BarrierClosed(barrier.id, closing.reason, at))


def reopen(barrier: Barrier, why: str, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """It is worked on again, within a new outer limit."""
    stages.must("reopen", barrier, caller, at)
    remark = Remark("reopening", why, at, caller.council)
    state, until = again(barrier, "reopen", remark, at)
    return changed(state, events.BarrierReopened(barrier.id, until, at))


def appeal(barrier: Barrier, why: str, caller: Caller, at: datetime) -> Outcome[Barrier]:
    """A lead's council does not accept how it was resolved: it is worked on again."""
    stages.must("appeal", barrier, caller, at)
    remark = Remark("appeal", why, at, caller.council)
    state, until = again(barrier, "appeal", remark, at)
    return changed(state, events.BarrierAppealed(barrier.id, until, at))


def again(barrier: Barrier, name: Name, remark: Remark, at: datetime) -> tuple[Barrier, datetime]:
    case = replace(barrier.case, began=at, remarks=(*barrier.case.remarks, remark))
    return moved(barrier, name, case, at)


def run_out(barrier: Barrier, at: datetime) -> Outcome[Barrier]:
    """Tells once of a clock that its day has passed; before it has, nothing changes."""
    until = stages.due(barrier)
    if until is None or barrier.case.ran_out or at <= until:
        return unchanged(barrier)
    state = replace(barrier, case=replace(barrier.case, ran_out=at))
    happened = events.BarrierClockRanOut(barrier.id, barrier.stage, until, at)
    return changed(state, happened)


def run_out_soon(barrier: Barrier, at: datetime) -> Outcome[Barrier]:
    """Tells once of a clock whose day is near; earlier, or once it has passed, nothing changes."""
    until = stages.due(barrier)
    told = barrier.case.warned or barrier.case.ran_out
    if until is None or told or not clocks.warning(until) <= at <= until:
        return unchanged(barrier)
    state = replace(barrier, case=replace(barrier.case, warned=at))
    happened = events.BarrierClockRunsOutSoon(barrier.id, barrier.stage, until, at)
    return changed(state, happened)
