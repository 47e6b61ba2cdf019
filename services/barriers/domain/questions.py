"""Questions about a barrier, answered by whoever knows."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.barriers.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionModerated,
    QuestionSettled,
)
from contracts.barriers.words import Signed
from contracts.callers import Caller
from contracts.errors import Conflict, NotAllowed, NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain.contributions import told
from services.barriers.domain.hiding import Hiding, is_hidden

MOST_ANSWERS = 100


class NoSuchQuestion(NotFound):
    code = "no-such-question"
    message = "There is no question, or no answer to it, with this id that is shown."


class NotTheirsToAnswer(NotAllowed):
    code = "not-addressed-to-body"
    message = "This barrier is addressed to another body."


class TooManyAnswers(Conflict):
    code = "too-many-answers"
    message = f"The question has {MOST_ANSWERS} answers. Ask a new one, or begin a working group."


@dataclass(frozen=True)
class Signature:
    """As whom somebody writes: `council` for a council, `body` for a body, neither for the
    exchange. `named` is a council's consent."""

    signed: Signed
    council: str | None = None
    body: str | None = None
    named: bool = False

    @property
    def for_everybody(self) -> str | None:
        return told(self.council, named=self.named) if self.council else None


@dataclass(frozen=True)
class Answer:
    id: str
    by: Signature
    text: str
    at: datetime
    moderation: tuple[Hiding, ...] = ()

    @property
    def hidden(self) -> bool:
        return is_hidden(self.moderation)


@dataclass(frozen=True)
class Question:
    """`hidden` is what the last `moderation` says."""

    id: str
    barrier: str
    text: str
    asked_by: str
    named: bool
    asked: datetime
    answered: bool = False
    answers: tuple[Answer, ...] = ()
    hidden: bool = False
    moderation: tuple[Hiding, ...] = ()


def signature(caller: Caller, *, named: bool, addressed_to: Collection[str | None]) -> Signature:
    """As whom the caller answers: a council, the exchange, or a body that it is addressed to.

    Raises:
        NotAllowed: the caller is of none of them; only a lead consents to a name.
    """
    caller.must_be("officer", "lead", "analyst", "responder")
    if caller.council:
        if named:
            caller.must_lead(caller.council)
        return Signature("council", council=caller.council, named=named)
    if caller.body is None:
        return Signature("exchange")
    if caller.body not in addressed_to:
        raise NotTheirsToAnswer
    return Signature("body", body=caller.body)


def ask(question: Question) -> Outcome[Question]:
    council = told(question.asked_by, named=question.named)
    return changed(question, QuestionAsked(question.id, question.barrier, council, question.asked))


def answer(question: Question, new: Answer) -> Outcome[Question]:
    """Raises NoSuchQuestion where it is hidden, TooManyAnswers where it has its fill."""
    if question.hidden:
        raise NoSuchQuestion
    if len(question.answers) >= MOST_ANSWERS:
        raise TooManyAnswers
    by = new.by
    return changed(
        replace(question, answers=(*question.answers, new)),
        QuestionAnswered(
            question.id, question.barrier, new.id, by.signed, by.for_everybody, by.body, new.at
        ),
    )


def settle(question: Question, at: datetime, *, answered: bool) -> Outcome[Question]:
    if question.answered == answered:
        return unchanged(question)
    event = QuestionSettled(question.id, question.barrier, answered, at)
    return changed(replace(question, answered=answered), event)


def moderate(question: Question, answer: str | None, decision: Hiding) -> Outcome[Question]:
    """Hides the question, or one answer of it, or shows it again; what is so already changes
    nothing.

    Raises:
        NoSuchQuestion: it has no such answer.
    """
    if answer is not None:
        return moderate_answer(question, answer, decision)
    if question.hidden == decision.hidden:
        return unchanged(question)
    trace = (*question.moderation, decision)
    return moderated(replace(question, moderation=trace, hidden=decision.hidden), None, decision)


def moderate_answer(question: Question, id: str, decision: Hiding) -> Outcome[Question]:
    present = next((each for each in question.answers if each.id == id), None)
    if present is None:
        raise NoSuchQuestion
    if present.hidden == decision.hidden:
        return unchanged(question)
    decided = replace(present, moderation=(*present.moderation, decision))
    answers = tuple(decided if each.id == id else each for each in question.answers)
    return moderated(replace(question, answers=answers), id, decision)


def moderated(question: Question, answer: str | None, decision: Hiding) -> Outcome[Question]:
    event = QuestionModerated(question.id, question.barrier, answer, decision.hidden, decision.at)
    return changed(question, event)
