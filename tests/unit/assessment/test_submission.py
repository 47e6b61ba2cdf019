import pytest

from contracts.assessment.events import (
    AssessmentReopened,
    AssessmentSubmitted,
    SubmittedAnswer,
)
from services.assessment.domain import assessments
from tests.unit.assessment.examples import (
    AT,
    EMPTY,
    MODEL,
    answer,
    answered,
    placed,
    save,
    submitted,
)


def test_a_complete_assessment_can_be_submitted() -> None:
    outcome = assessments.submit(answered(), MODEL, "Grace", AT)

    assert outcome.state.state == "submitted"
    assert outcome.state.submitted is not None
    assert outcome.state.submitted.by == "Grace"


def test_the_event_carries_the_answers_without_their_notes() -> None:
    assessment = save(answered(), placed("data", note="A secret"), replaces=1).state

    (event,) = assessments.submit(assessment, MODEL, "Grace", AT).events

    assert isinstance(event, AssessmentSubmitted)
    assert event.answers[2] == SubmittedAnswer("data", "placed", current=2, target=3)
    assert "A secret" not in repr(event)


def test_dont_know_is_an_answer_to_submit_with() -> None:
    assessment = save(answered(), answer("data", "dont-know"), replaces=1).state

    assert assessments.submit(assessment, MODEL, "Grace", AT).state.state == "submitted"


def test_an_incomplete_assessment_is_refused_with_what_is_missing() -> None:
    assessment = save(EMPTY, placed("people")).state

    with pytest.raises(assessments.Incomplete) as refused:
        assessments.submit(assessment, MODEL, "Grace", AT)

    assert refused.value.details == {"missing": ["leadership", "data"]}


def test_what_is_submitted_is_not_submitted_again() -> None:
    with pytest.raises(assessments.SubmittedAlready):
        assessments.submit(submitted(), MODEL, "Grace", AT)


def test_a_reopened_assessment_shows_others_what_was_submitted() -> None:
    reopened = assessments.reopen(submitted(), AT)
    changed = save(reopened.state, placed("data", target=5), replaces=1).state

    assert reopened.events == (AssessmentReopened("CMD", AT),)
    assert changed.state == "reopened"
    assert changed.submitted == submitted().submitted


def test_the_second_submission_takes_the_place_of_the_first() -> None:
    reopened = assessments.reopen(submitted(), AT).state
    changed = save(reopened, placed("data", target=5), replaces=1).state

    again = assessments.submit(changed, MODEL, "Grace", AT).state

    assert again.submitted is not None
    assert again.submitted.number == 2
    assert again.submitted.answers[2].target == 5


def test_reopening_twice_is_reopening_once() -> None:
    reopened = assessments.reopen(submitted(), AT).state

    assert assessments.reopen(reopened, AT).events == ()


def test_what_was_never_submitted_is_not_reopened() -> None:
    with pytest.raises(assessments.NotSubmitted):
        assessments.reopen(answered(), AT)
