"""What holds whatever officers do, in whatever order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from contracts.assessment.events import AnswerSaved
from contracts.errors import Refusal
from contracts.events import Event
from contracts.outcomes import Outcome
from services.assessment.domain import assessments
from services.assessment.domain.assessments import Assessment
from tests.unit.assessment.examples import AT, CHARACTERISTICS, EMPTY, MODEL, placed, save

saves = st.tuples(
    st.sampled_from(CHARACTERISTICS), st.integers(1, 5), st.integers(1, 5), st.integers(0, 3)
)
steps = st.lists(st.one_of(saves, st.sampled_from(["submit", "reopen"])), max_size=40)


def take(assessment: Assessment, step: object) -> Outcome[Assessment]:
    """The outcome of one step; a refusal changes nothing."""
    try:
        if step == "submit":
            return assessments.submit(assessment, MODEL, "Grace", AT)
        if step == "reopen":
            return assessments.reopen(assessment, AT)
        assert isinstance(step, tuple)
        characteristic, current, target, replaces = step
        return save(assessment, placed(characteristic, current, target), replaces)
    except Refusal:
        return Outcome(assessment)


@given(steps)
def test_an_answers_revision_counts_its_changes(taken: list[object]) -> None:
    assessment, events = EMPTY, list[Event]()
    for step in taken:
        outcome = take(assessment, step)
        assessment = outcome.state
        events += outcome.events

    changes = Counter(each.characteristic for each in events if isinstance(each, AnswerSaved))
    assert {each.characteristic: each.revision for each in assessment.answers} == changes


@given(steps)
def test_others_see_a_change_only_after_a_submission(taken: list[object]) -> None:
    assessment = EMPTY
    for step in taken:
        after = take(assessment, step).state
        assert step == "submit" or after.submitted == assessment.submitted
        assessment = after


@given(steps)
def test_a_step_changes_the_state_exactly_when_an_event_tells_of_it(taken: list[object]) -> None:
    assessment = EMPTY
    for step in taken:
        outcome = take(assessment, step)
        assert (outcome.state != assessment) == bool(outcome.events)
        assessment = outcome.state


@given(steps, st.sampled_from(CHARACTERISTICS), st.integers(0, 60))
def test_a_stale_revision_never_overwrites_an_answer(
    taken: list[object], characteristic: str, replaces: int
) -> None:
    assessment = EMPTY
    for step in taken:
        assessment = take(assessment, step).state
    present = assessment.answer(characteristic)
    revision = present.revision if present else 0

    after = take(assessment, (characteristic, 1, 5, replaces)).state

    assert replaces == revision or after == assessment
