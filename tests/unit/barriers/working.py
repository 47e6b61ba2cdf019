"""A barrier at every stage, and a way to make every transition."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from contracts.barriers.cases import Closing, Resolution
from contracts.barriers.life import Name
from contracts.barriers.words import Stage, Way
from contracts.callers import Caller
from contracts.outcomes import Outcome
from services.barriers.domain import casework
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.cases import Contact
from tests.unit.barriers.examples import ANALYST, AT, LEEDS, barrier

RESPONDER = Caller("p6", "dwp", "responder", "Rhys")
ELSEWHERE = Caller("p7", "ofgem", "responder", "Olga")
LEEDS_OFFICER = Caller("p8", "LDS", "officer", "Liz")
KENT = Caller("p9", "KEN", "lead", "Ken")
OWEN = Contact("p5", "Owen")
DAY = timedelta(days=1)

CALLERS: dict[Name, Caller] = {
    "answer": RESPONDER,
    "ask-for-facts": RESPONDER,
    "appeal": LEEDS,
}
"""Who makes a transition; an analyst where nobody is named."""

Step = Callable[[Barrier, Caller, datetime], Outcome[Barrier]]


def resolution(way: Way, at: datetime) -> Resolution:
    note = "The Act allows it already." if way == "not-actually-a-barrier" else None
    return Resolution(way, "As the minutes say.", at, note=note)


STEPS: dict[Name, Step] = {
    "acknowledge": casework.acknowledge,
    "take-up": casework.take_up,
    "assign": lambda state, caller, at: casework.assign(state, OWEN, caller, at),
    "put-to-body": lambda state, caller, at: casework.put_to_body(
        state, "dwp", "Please.", caller, at
    ),
    "answer": lambda state, caller, at: casework.answer(state, "No.", None, caller, at),
    "ask-for-facts": lambda state, caller, at: casework.ask_for_facts(state, "How?", caller, at),
    "send-facts": lambda state, caller, at: casework.send_facts(state, "So.", caller, at),
    "escalate": lambda state, caller, at: casework.escalate(state, "Minister", "Late", caller, at),
    "resolve": lambda state, caller, at: casework.resolve(
        state, resolution("not-actually-a-barrier", at), caller, at
    ),
    "close": lambda state, caller, at: casework.close(
        state, Closing("out-of-scope", "Not ours.", at), caller, at
    ),
    "reopen": lambda state, caller, at: casework.reopen(state, "Again.", caller, at),
    "appeal": lambda state, caller, at: casework.appeal(state, "It is not so.", caller, at),
}

PATHS: dict[Stage, tuple[Name, ...]] = {
    "raised": (),
    "acknowledged": ("acknowledge",),
    "being-worked-on": ("acknowledge", "take-up"),
    "with-body": ("acknowledge", "take-up", "put-to-body"),
    "resolved": ("acknowledge", "take-up", "resolve"),
    "closed": ("close",),
}


def make(state: Barrier, *names: Name, at: datetime = AT) -> Barrier:
    """After these transitions, all made at one moment."""
    for name in names:
        state = STEPS[name](state, CALLERS.get(name, ANALYST), at).state
    return state


def met() -> Barrier:
    """A barrier raised by Durham that Leeds meets too."""
    return barrier(Supporter("LDS", named=False))


def at_stage(stage: Stage) -> Barrier:
    if stage == "merged":
        return replace(met(), stage="merged")
    return make(met(), *PATHS[stage])


def resolved(way: Way = "will-not-change", at: datetime = AT) -> Barrier:
    answered = make(at_stage("with-body"), "answer", at=at)
    return casework.resolve(answered, resolution(way, at), ANALYST, at).state
