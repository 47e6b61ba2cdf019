"""How a council's self-assessment goes on: answered, submitted, reopened."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.assessment.events import AnswerSaved, AssessmentReopened, AssessmentSubmitted
from contracts.assessment.messages import Answer, State, Submission
from contracts.errors import Conflict, NotFound, Stale, VersionRequired
from contracts.messages import dump
from contracts.outcomes import Outcome, changed, unchanged
from services.assessment.domain import answers
from services.assessment.domain.models import Model


class NoSuchAssessment(NotFound):
    code = "no-such-assessment"
    message = "This council has not started a self-assessment."


class RevisionRequired(VersionRequired):
    message = "Say which revision of the answer you change; 0 where there is none yet."


class AnswerChanged(Stale):
    """`details` is ``{"answer": {...}}`` as it stands now, or None where there is none."""

    code = "answer-changed"
    message = "A colleague has changed this answer since you read it. Nothing of yours was saved."


class SubmittedAlready(Conflict):
    code = "assessment-submitted"
    message = "This assessment is submitted. A lead can reopen it."


class NotSubmitted(Conflict):
    code = "assessment-not-submitted"
    message = "This assessment has not been submitted yet, so there is nothing to reopen."


class Incomplete(Conflict):
    """`details` is ``{"missing": [...]}``, the characteristics without an answer."""

    code = "assessment-incomplete"
    message = "Answer every characteristic before you submit. “Don't know yet” is an answer too."


@dataclass(frozen=True)
class Assessment:
    """One council's, on the model version that it was started with.

    `answers` are in the model's order; `submitted` is the last submission, which is what others
    see until the next; `reopened` says that it is being changed again after it.
    """

    council: str
    model: str
    model_version: int
    answers: tuple[Answer, ...] = ()
    submitted: Submission | None = None
    reopened: bool = False

    @property
    def state(self) -> State:
        if self.submitted:
            return "reopened" if self.reopened else "submitted"
        return "in-progress" if self.answers else "not-started"

    def answer(self, characteristic: str) -> Answer | None:
        return next((each for each in self.answers if each.characteristic == characteristic), None)


def start(council: str, model: Model) -> Assessment:
    """Nothing answered yet; not worth keeping until something is."""
    return Assessment(council, model.model, model.model_version)


def save(
    assessment: Assessment, model: Model, answer: Answer, replaces: int | None
) -> Outcome[Assessment]:
    """Puts `answer` in the place of the one for its characteristic; the same words change nothing.

    Args:
        assessment: the council's.
        model: the version that the assessment is on.
        answer: as given; its revision is set here.
        replaces: the revision that the officer had before them, 0 for none.

    Raises:
        RevisionRequired: `replaces` is None.
        Invalid: the answer breaks a rule of its kind or of the model.
        SubmittedAlready: it has to be reopened first.
        AnswerChanged: another revision is there by now.
    """
    if replaces is None:
        raise RevisionRequired
    answers.check(answer, model)
    if assessment.state == "submitted":
        raise SubmittedAlready
    present = assessment.answer(answer.characteristic)
    if present and answers.same_content(answer, present):
        return unchanged(assessment)
    if replaces != (present.revision if present else 0):
        raise AnswerChanged(details={"answer": dump(present) if present else None})
    saved = replace(answer, revision=replaces + 1)
    return changed(
        replace(assessment, answers=_in_order(assessment, model, saved)),
        AnswerSaved(assessment.council, saved.characteristic, saved.revision, saved.at),
    )


def submit(assessment: Assessment, model: Model, by: str, at: datetime) -> Outcome[Assessment]:
    """Makes the answers of this moment the ones that others see.

    Raises:
        SubmittedAlready: and not reopened since.
        Incomplete: a characteristic has no answer.
    """
    if assessment.state == "submitted":
        raise SubmittedAlready
    missing = [each for each in model.characteristics if not assessment.answer(each)]
    if missing:
        raise Incomplete(details={"missing": missing})
    number = assessment.submitted.number + 1 if assessment.submitted else 1
    submission = Submission(number, at, by, assessment.answers)
    return changed(
        replace(assessment, submitted=submission, reopened=False),
        AssessmentSubmitted(
            council=assessment.council,
            model=assessment.model,
            model_version=assessment.model_version,
            submission=number,
            answers=tuple(answers.as_submitted(each) for each in assessment.answers),
            at=at,
        ),
    )


def reopen(assessment: Assessment, at: datetime) -> Outcome[Assessment]:
    """Lets answers be changed again; a second time changes nothing.

    Raises:
        NotSubmitted: it never was.
    """
    if not assessment.submitted:
        raise NotSubmitted
    if assessment.reopened:
        return unchanged(assessment)
    return changed(replace(assessment, reopened=True), AssessmentReopened(assessment.council, at))


def _in_order(assessment: Assessment, model: Model, saved: Answer) -> tuple[Answer, ...]:
    others = [each for each in assessment.answers if each.characteristic != saved.characteristic]
    order = model.characteristics.index
    return tuple(sorted([*others, saved], key=lambda each: order(each.characteristic)))
