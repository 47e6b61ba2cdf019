"""Questions about a barrier. Their words are in no event."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import Signed
from contracts.events import Event, event


@event("barriers", "question-asked", of="question", subject="question")
@dataclass(frozen=True)
class QuestionAsked(Event):
    question: str
    barrier: str
    council: str | None
    at: datetime


@event("barriers", "question-answered", of="question", subject="question")
@dataclass(frozen=True)
class QuestionAnswered(Event):
    """`signed` says as whom: a council (named in `council` where it agreed), the exchange, or the
    body whose id is `body`."""

    question: str
    barrier: str
    answer: str
    signed: Signed
    council: str | None
    body: str | None
    at: datetime


@event("barriers", "question-settled", of="question", subject="question")
@dataclass(frozen=True)
class QuestionSettled(Event):
    """Who asked says that it is answered; or, where `answered` is false, that it is not after
    all."""

    question: str
    barrier: str
    answered: bool
    at: datetime


@event("barriers", "question-moderated", of="question", subject="question")
@dataclass(frozen=True)
class QuestionModerated(Event):
    """The sector body hid the question, or that `answer` of it, or shows it again."""

    question: str
    barrier: str
    answer: str | None
    hidden: bool
    at: datetime
