"""Which transitions a barrier has now, and for whom: the rules of `contracts.barriers.life`."""

from collections.abc import Callable, Iterable
from datetime import datetime

from contracts.barriers.life import (
    BY_NAME,
    MOST_REOPENED,
    OPEN,
    TRANSITIONS,
    Name,
    Transition,
    Who,
)
from contracts.barriers.words import Stage
from contracts.callers import COUNCIL_ROLES, Caller, Role
from contracts.errors import Conflict, NotAllowed
from services.barriers.domain import clocks
from services.barriers.domain.barriers import Barrier

ROLES: dict[Who, tuple[Role, ...]] = {
    "analyst": ("analyst",),
    "responder": ("responder",),
    "council": COUNCIL_ROLES,
    "lead": ("lead",),
}
WORDS: dict[Who, str] = {
    "analyst": "an analyst",
    "responder": "a responder of the body that it was put to",
    "council": "a council that meets it",
    "lead": "a lead of a council that meets it",
}
APPEALABLE = ("will-not-change", "not-actually-a-barrier")
MOST_LETTERS = 60


class NotNow(Conflict):
    """`details` has the stage, and what `can` be done at it: names, each with who may."""

    code = "no-such-transition-now"


def who(caller: Caller, barrier: Barrier) -> frozenset[Who]:
    """What the caller is to this barrier."""
    found: set[Who] = set()
    if caller.role == "analyst":
        found.add("analyst")
    if caller.body is not None and caller.body == barrier.case.body:
        found.add("responder")
    if caller.council is not None and barrier.supporter(caller.council):
        found.add("council")
        if caller.role == "lead":
            found.add("lead")
    return frozenset(found)


def can(barrier: Barrier, caller: Caller, at: datetime) -> tuple[Name, ...]:
    """What this caller may do with it now, in the order of the table."""
    own = who(caller, barrier)
    return tuple(
        each.name
        for each in TRANSITIONS
        if own.intersection(each.by) and barrier.stage in each.sources and fits(each, barrier, at)
    )


def must_have_role(name: Name, caller: Caller) -> None:
    """Raises unless it is for somebody with the caller's role, whatever the barrier.

    Raises:
        NotSignedIn, NotAllowed
    """
    caller.must_be_signed_in()
    by = BY_NAME[name].by
    if not any(caller.role in ROLES[each] for each in by):
        raise not_allowed(by)


def not_allowed(by: Iterable[Who]) -> NotAllowed:
    return NotAllowed(f"Only {' or '.join(WORDS[each] for each in by)} may do this.")


def must(name: Name, barrier: Barrier, caller: Caller, at: datetime) -> None:
    """Raises unless this caller may do it with this barrier now.

    Raises:
        NotSignedIn, NotAllowed: not for this caller.
        NotNow: the machine does not have it from here; it says what it has, and for whom.
    """
    transition = BY_NAME[name]
    must_have_role(name, caller)
    if not who(caller, barrier).intersection(transition.by):
        raise not_allowed(transition.by)
    if barrier.stage not in transition.sources:
        raise not_now(f"{name} can't be done while a barrier is {barrier.stage}.", barrier, at)
    refused = obstacle(transition, barrier, at)
    if refused is not None:
        raise not_now(refused, barrier, at)


def not_now(why: str, barrier: Barrier, at: datetime) -> NotNow:
    possible = [
        each for each in TRANSITIONS if barrier.stage in each.sources and fits(each, barrier, at)
    ]
    listed = ", ".join(f"{each.name} ({' or '.join(each.by)})" for each in possible)
    return NotNow(
        f"{why} What can be done now: {listed or 'nothing'}.",
        details={
            "stage": barrier.stage,
            "can": [{"name": each.name, "by": list(each.by)} for each in possible],
        },
    )


def fits(transition: Transition, barrier: Barrier, at: datetime) -> bool:
    return obstacle(transition, barrier, at) is None


def obstacle(transition: Transition, barrier: Barrier, at: datetime) -> str | None:
    """Why a transition that the stage has does not fit this barrier now, or None."""
    rule = RULES.get(transition.name)
    return rule(barrier, at) if rule else None


def why_not_put(barrier: Barrier, at: datetime) -> str | None:  # noqa: ARG001 (one of the rules)
    full = len(barrier.case.letters) >= MOST_LETTERS
    return "Its case holds as many letters as it may." if full else None


def why_not_send(barrier: Barrier, at: datetime) -> str | None:  # noqa: ARG001 (one of the rules)
    return None if barrier.case.facts_asked else "The body is not waiting for facts."


def why_not_escalate(barrier: Barrier, at: datetime) -> str | None:
    case = barrier.case
    if why_not_put(barrier, at):
        return why_not_put(barrier, at)
    if barrier.stage == "being-worked-on":
        newest = case.letters[-1] if case.letters else None
        answered = newest is not None and newest.kind == "answer"
        return None if answered else "There is no answer of a body that could be evading."
    if case.facts_asked:
        return "The body waits for facts: send them first."
    return None if has_run_out(barrier, at) else "The body still has time to answer."


def why_not_ask(barrier: Barrier, at: datetime) -> str | None:
    if barrier.case.facts_asked:
        return "The body waits for facts already."
    return why_not_put(barrier, at)


def why_not_reopen(barrier: Barrier, at: datetime) -> str | None:
    if barrier.case.reopened >= MOST_REOPENED:
        return "It was reopened twice, which is as often as may be. Report it anew."
    if at > clocks.may_reopen_until(ended(barrier)):
        return "It ended more than 12 months ago. Report it anew."
    return None


def why_not_appeal(barrier: Barrier, at: datetime) -> str | None:
    if barrier.case.appeal:
        return "There was an appeal before, and there is one in a barrier's life."
    resolution = barrier.case.resolutions[-1] if barrier.case.resolutions else None
    if resolution is None or resolution.way not in APPEALABLE:
        return "It was not resolved in a way that can be appealed against."
    if at > clocks.may_appeal_until(resolution.at):
        return "It was resolved more than 8 weeks ago."
    return None


def why_not_merge(barrier: Barrier, at: datetime) -> str | None:  # noqa: ARG001 (one of the rules)
    kept = "One that was told in confidence can't be merged: it would let others know of it."
    return kept if barrier.confidential else None


RULES: dict[Name, Callable[[Barrier, datetime], str | None]] = {
    "put-to-body": why_not_put,
    "ask-for-facts": why_not_ask,
    "send-facts": why_not_send,
    "escalate": why_not_escalate,
    "reopen": why_not_reopen,
    "appeal": why_not_appeal,
    "merge": why_not_merge,
}
"""What a transition needs beside a stage and somebody who may."""


def ended(barrier: Barrier) -> datetime:
    """When it came to its present stage."""
    return barrier.case.steps[-1].at if barrier.case.steps else barrier.raised


def began(barrier: Barrier) -> datetime:
    """When the time began to count that all its clocks are bound by."""
    return barrier.case.began or barrier.raised


def due(barrier: Barrier) -> datetime | None:
    """Until when the next step is due; also of one that was kept before there were clocks."""
    if barrier.stage not in OPEN:
        return None
    return barrier.case.due or clocks.due(barrier.stage, ended(barrier), began(barrier))


def has_run_out(barrier: Barrier, at: datetime) -> bool:
    until = due(barrier)
    return until is not None and at > until


def target(name: Name, present: Stage) -> Stage:
    """Where a transition leads; those without a target stay."""
    return BY_NAME[name].target or present
