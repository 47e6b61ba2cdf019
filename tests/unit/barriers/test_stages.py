"""Every transition from every stage, made of the table."""

from dataclasses import replace
from typing import get_args

import pytest

from contracts.barriers.life import BY_NAME, OPEN, TRANSITIONS, Name
from contracts.barriers.words import Stage
from contracts.callers import ANONYMOUS, Caller
from contracts.errors import NotAllowed, NotSignedIn
from services.barriers.domain import stages
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.stages import NotNow
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LEEDS
from tests.unit.barriers.working import (
    CALLERS,
    DAY,
    ELSEWHERE,
    KENT,
    LEEDS_OFFICER,
    RESPONDER,
    STEPS,
    at_stage,
    make,
    resolved,
)

STAGES: tuple[Stage, ...] = get_args(Stage)
ADMINISTRATOR = Caller("p5", "sector-body", "administrator", "Owen")
EVERYBODY = (
    ANALYST,
    RESPONDER,
    ELSEWHERE,
    DURHAM,
    LEEDS,
    LEEDS_OFFICER,
    KENT,
    ADMINISTRATOR,
    ANONYMOUS,
)


def fitting(name: Name, stage: Stage) -> Barrier:
    """A barrier at the stage, with what the transition needs beside it."""
    barrier = at_stage(stage)
    if name == "send-facts" and stage == "with-body":
        return make(barrier, "ask-for-facts")
    if name == "escalate" and stage == "being-worked-on":
        return make(at_stage("with-body"), "answer")
    if name == "escalate" and stage == "with-body":
        return replace(barrier, case=replace(barrier.case, due=AT - DAY))
    if name in ("answer", "ask-for-facts"):
        return replace(barrier, case=replace(barrier.case, body="dwp"))
    return barrier


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", list(STEPS))
def test_a_transition_is_made_from_its_stages_and_refused_from_every_other(
    name: Name, stage: Stage
) -> None:
    transition, barrier = BY_NAME[name], fitting(name, stage)
    caller = CALLERS.get(name, ANALYST)
    if stage in transition.sources:
        made = STEPS[name](barrier, caller, AT)
        assert made.state.stage == (transition.target or stage)
        assert len(made.events) == 1
    else:
        with pytest.raises(NotNow) as refused:
            STEPS[name](barrier, caller, AT)
        assert refused.value.details["stage"] == stage


@pytest.mark.parametrize("caller", EVERYBODY, ids=lambda caller: f"{caller.name} {caller.role}")
@pytest.mark.parametrize("name", list(STEPS))
def test_a_transition_is_made_by_those_of_the_table_alone(name: Name, caller: Caller) -> None:
    barrier = fitting(name, BY_NAME[name].sources[0])
    if stages.who(caller, barrier).intersection(BY_NAME[name].by):
        assert STEPS[name](barrier, caller, AT).events
        assert name in stages.can(barrier, caller, AT)
    else:
        with pytest.raises(NotAllowed if caller.signed_in else NotSignedIn):
            STEPS[name](barrier, caller, AT)
        assert name not in stages.can(barrier, caller, AT)


def test_who_somebody_is_to_a_barrier() -> None:
    barrier = at_stage("with-body")

    assert stages.who(ANALYST, barrier) == {"analyst"}
    assert stages.who(RESPONDER, barrier) == {"responder"}
    assert stages.who(ELSEWHERE, barrier) == set()
    assert stages.who(LEEDS, barrier) == {"council", "lead"}
    assert stages.who(LEEDS_OFFICER, barrier) == {"council"}
    assert stages.who(KENT, barrier) == set()


def test_a_refusal_says_what_can_be_done_now_and_by_whom() -> None:
    with pytest.raises(NotNow) as refused:
        stages.must("acknowledge", resolved(), ANALYST, AT)

    assert refused.value.details["can"] == [
        {"name": "reopen", "by": ["analyst", "council"]},
        {"name": "appeal", "by": ["lead"]},
    ]
    assert str(refused.value).endswith(
        "What can be done now: reopen (analyst or council), appeal (lead)."
    )


def test_who_may_not_is_told_who_may() -> None:
    with pytest.raises(NotAllowed, match="a responder of the body that it was put to"):
        stages.must("answer", at_stage("with-body"), ELSEWHERE, AT)


def test_every_open_stage_has_a_clock_and_no_other_has() -> None:
    for stage in STAGES:
        assert (stages.due(at_stage(stage)) is not None) == (stage in OPEN), stage


def test_every_stage_but_the_first_is_reached_and_every_stage_is_left() -> None:
    assert {each.target for each in TRANSITIONS} - {None} == set(STAGES) - {"raised"}
    assert {source for each in TRANSITIONS for source in each.sources} == set(STAGES)
