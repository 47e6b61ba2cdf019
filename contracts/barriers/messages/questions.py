"""Questions about a barrier, and who answers them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from contracts.barriers.messages.workarounds import HidingDecision
from contracts.barriers.words import Signed
from contracts.fields import CouncilCode, Line, PageSize, Reason, Secret, ShortText, Text


@dataclass(frozen=True)
class AskQuestion:
    """`named` is a lead's consent that the council is named as asking."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    text: Annotated[str, ShortText]
    named: bool = False


@dataclass(frozen=True)
class AnswerQuestion:
    """By a council, an analyst (for the exchange) or a responder of the body that the barrier is
    addressed to (for the body). `named` is a lead's consent that the council is named."""

    question: Annotated[str, Line]
    text: Annotated[str, Text]
    named: bool = False


@dataclass(frozen=True)
class SettleQuestion:
    """By the council that asked: it is `answered`, or not after all."""

    question: Annotated[str, Line]
    answered: bool


@dataclass(frozen=True)
class ModerateQuestion:
    """By an analyst: hides the question, or one `answer` of it, or shows it again."""

    question: Annotated[str, Line]
    hidden: bool
    why: Annotated[str, Reason]
    answer: Annotated[str, Line] | None = None


@dataclass(frozen=True)
class GetQuestion:
    question: Annotated[str, Line]


@dataclass(frozen=True)
class ListQuestions:
    """The newest first."""

    barrier: Annotated[str, Line]
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 10


@dataclass(frozen=True)
class QuestionAnswer:
    """`signed` says as whom; `council` is None for one that did not agree to be named. What is
    `hidden`, and the `moderation` that says why, is for analysts and for who wrote it."""

    id: str
    signed: Signed
    text: str
    at: datetime
    council: str | None = None
    body: str | None = None
    mine: bool = False
    hidden: bool = False
    moderation: tuple[HidingDecision, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question as this caller may see it, with its answers, the oldest first: all of them where
    it stands alone, else the last few, and `more_answers` where there are others."""

    id: str
    barrier: str
    text: str
    asked: datetime
    answered: bool
    answers: tuple[QuestionAnswer, ...]
    version: int
    more_answers: bool = False
    council: str | None = None
    mine: bool = False
    hidden: bool = False
    moderation: tuple[HidingDecision, ...] = ()


@dataclass(frozen=True)
class Questions:
    questions: tuple[Question, ...]
    next: str | None = None
