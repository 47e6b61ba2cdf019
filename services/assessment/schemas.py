"""From messages to the domain's values and back.

The messages, and with them their marshmallow schemas, are in `contracts.assessment.messages`.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.assessment import messages
from contracts.content.documents import ContentMistakes
from contracts.content.model import load_model
from contracts.errors import Invalid
from services.assessment.domain.assessments import Assessment
from services.assessment.domain.models import Model


def content(document: str) -> dict[str, Any]:
    """The model that a YAML document says.

    Raises:
        Invalid: with every mistake by its path.
    """
    try:
        return load_model(document)
    except ContentMistakes as found:
        raise Invalid("The model has mistakes.", details=found.by_path()) from found


def model(model: Model, version: int = 1) -> messages.Model:  # noqa: ARG001
    """`version` is the aggregate's, which is 1 for ever."""
    return messages.Model(
        model=model.model,
        version=model.model_version,
        content=model.content,
        published=model.published,
    )


def answer(request: messages.SaveAnswer, *, by: str, at: datetime) -> messages.Answer:
    """The answer as given, before its revision is known."""
    return messages.Answer(
        characteristic=request.characteristic,
        kind=request.kind,
        revision=0,
        by=by,
        at=at,
        current=request.current,
        target=request.target,
        target_by=request.target_by,
        confidence=request.confidence,
        note=request.note,
        reason=request.reason,
    )


def assessment(assessment: Assessment, version: int) -> messages.Assessment:
    """As the council's own people see it."""
    return messages.Assessment(
        council=assessment.council,
        model=assessment.model,
        model_version=assessment.model_version,
        version=version,
        state=assessment.state,
        answers=assessment.answers,
        submitted=assessment.submitted,
    )


def from_outside(whole: messages.Assessment) -> messages.Assessment:
    """As others see it: what was submitted, without drafts, notes, reasons and names of people."""
    if whole.submitted is None:
        return replace(whole, answers=())
    answers = tuple(
        replace(each, note=None, reason=None, by="") for each in whole.submitted.answers
    )
    submitted = replace(whole.submitted, answers=answers, by="")
    return replace(whole, answers=answers, submitted=submitted)
