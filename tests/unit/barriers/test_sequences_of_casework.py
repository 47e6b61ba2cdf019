"""Whatever is done, in whatever order, a case stays right."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.barriers.life import OPEN
from contracts.callers import Caller
from contracts.errors import NotAllowed
from services.barriers.domain import casework, clocks, stages
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.clocks import day_of
from services.barriers.domain.stages import NotNow
from tests.unit.barriers.examples import ANALYST, AT
from tests.unit.barriers.working import (
    CALLERS,
    DAY,
    STEPS,
    met,
)

DONE = st.lists(st.tuples(st.sampled_from([*STEPS, "run-out"]), st.integers(0, 120)), max_size=25)


@settings(max_examples=150)
@given(DONE)
def test_whatever_is_done_in_whatever_order_the_case_stays_right(
    done: list[tuple[str, int]],
) -> None:
    state, at = met(), AT
    for name, days in done:
        at += days * DAY
        before = state
        state, told = attempt(state, name, at)
        check(state, at)
        assert (state == before) == (not told)
        assert len(told) <= 1


def attempt(state: Barrier, name: str, at: datetime) -> tuple[Barrier, tuple[object, ...]]:
    """What is refused changes nothing."""
    caller: Caller = CALLERS.get(name, ANALYST)
    possible = name == "run-out" or name in stages.can(state, caller, at)
    try:
        if name == "run-out":
            outcome = casework.run_out(state, at)
        else:
            outcome = STEPS[name](state, caller, at)
    except (NotNow, NotAllowed):
        made = None
    else:
        made = outcome.state, outcome.events
    assert (made is not None) == possible
    return made or (state, ())


def check(state: Barrier, at: datetime) -> None:
    case, until = state.case, stages.due(state)
    assert (until is not None) == (state.stage in OPEN)
    if until is not None:
        assert until <= clocks.outer(stages.began(state))
        assert until == clocks.end_of(day_of(until))
    assert (state.stage == "with-body") <= (case.body is not None)
    assert (case.facts_asked is not None) <= (state.stage == "with-body")
    assert case.reopened <= 2
    assert sum(each.kind == "appeal" for each in case.remarks) <= 1
    assert [each.at for each in case.steps] == sorted(each.at for each in case.steps)
    assert not case.steps or case.steps[-1].stage == state.stage
    assert len(case.resolutions) == sum(each.stage == "resolved" for each in case.steps)
    assert case.ran_out is None or at >= case.ran_out
