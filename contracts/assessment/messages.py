"""What assessment is asked and answers.

RPC methods: ``publish_model``, ``model``, ``assessment``, ``save_answer``, ``submit``, ``reopen``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from contracts.assessment.events import AnswerKind
from contracts.fields import CouncilCode, Document, Level, Month, ShortText, Slug, Text

Confidence = Literal["low", "medium", "high"]
State = Literal["not-started", "in-progress", "submitted", "reopened"]


@dataclass(frozen=True)
class PublishModel:
    """`document` is the model in YAML, as in ``content/models``."""

    document: Annotated[str, Document]


@dataclass(frozen=True)
class GetModel:
    """The newest version, or the one asked for."""

    model: Annotated[str, Slug] = "improvement-and-innovation"
    version: int | None = None


@dataclass(frozen=True)
class Model:
    """A published version; `content` is the document, both languages in it. It never changes."""

    model: str
    version: int
    content: dict[str, Any]
    published: datetime


@dataclass(frozen=True)
class GetAssessment:
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class SaveAnswer:
    """One council's answer for one characteristic.

    ``placed`` takes `current` and `target` (the same or higher), `confidence`, and if wanted a
    month to reach the target by and a note of evidence; ``not-applicable`` takes a `reason`;
    ``dont-know`` takes neither. `revision` is that of the answer being replaced, 0 for the first;
    None where the client did not say (the answer is then `VersionRequired`).
    """

    council: Annotated[str, CouncilCode]
    characteristic: Annotated[str, Slug]
    kind: AnswerKind
    current: Annotated[int, Level] | None = None
    target: Annotated[int, Level] | None = None
    target_by: Annotated[str, Month] | None = None
    confidence: Confidence | None = None
    note: Annotated[str, Text] | None = None
    reason: Annotated[str, ShortText] | None = None
    revision: int | None = None


@dataclass(frozen=True)
class Answer:
    """An answer as saved; `revision` counts its changes from 1. `by` is a person's name,
    empty outside of the council."""

    characteristic: str
    kind: AnswerKind
    revision: int
    by: str
    at: datetime
    current: int | None = None
    target: int | None = None
    target_by: str | None = None
    confidence: Confidence | None = None
    note: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Submission:
    """What others may see of: the answers as they were when a lead submitted them."""

    number: int
    at: datetime
    by: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Assessment:
    """A council's self-assessment. `version` is 0 before the first answer."""

    council: str
    model: str
    model_version: int
    version: int
    state: State
    answers: tuple[Answer, ...] = ()
    submitted: Submission | None = None


@dataclass(frozen=True)
class SubmitAssessment:
    """`version` is the assessment's that was checked before; None is answered `VersionRequired`."""

    council: Annotated[str, CouncilCode]
    version: int | None = None


@dataclass(frozen=True)
class ReopenAssessment:
    council: Annotated[str, CouncilCode]
    version: int | None = None
