"""What happens in assessment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.events import Event, event

AnswerKind = Literal["placed", "not-applicable", "dont-know"]


@event("assessment", "model-published", of="model", subject="publication")
@dataclass(frozen=True)
class ModelPublished(Event):
    """`model` is the model's id, `version` counts from 1.

    Each published version is an aggregate of its own, to which nothing more ever happens.
    """

    model: str
    version: int
    characteristics: tuple[str, ...]
    at: datetime

    @property
    def publication(self) -> str:
        """Such as ``improvement-and-innovation:2``."""
        return f"{self.model}:{self.version}"


@event("assessment", "answer-saved", of="assessment", subject="council")
@dataclass(frozen=True)
class AnswerSaved(Event):
    """A draft changed. What it says stays in the council until it is submitted."""

    council: str
    characteristic: str
    revision: int
    at: datetime


@dataclass(frozen=True)
class SubmittedAnswer:
    """`current` and `target` are levels, given where `kind` is placed; `target_by` is YYYY-MM."""

    characteristic: str
    kind: AnswerKind
    current: int | None = None
    target: int | None = None
    target_by: str | None = None


@event("assessment", "assessment-submitted", of="assessment", subject="council")
@dataclass(frozen=True)
class AssessmentSubmitted(Event):
    """A lead submitted. `submission` counts this council's from 1. Notes stay behind."""

    council: str
    model: str
    model_version: int
    submission: int
    answers: tuple[SubmittedAnswer, ...]
    at: datetime


@event("assessment", "assessment-reopened", of="assessment", subject="council")
@dataclass(frozen=True)
class AssessmentReopened(Event):
    """Answers may be changed again; what was submitted stays what others see."""

    council: str
    at: datetime
