"""A question and its answers as each caller may see them."""

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.questions import Answer, Question, Signature
from services.barriers.schemas.workarounds import known, moderation


def question(
    question: Question, version: int, *, caller: Caller, answers: int | None = None
) -> messages.Question:
    """With the last few `answers`, or all."""
    mine = caller.council is not None and question.asked_by == caller.council
    seen = [answer(each, caller) for each in question.answers if may_see(each, caller)]
    return messages.Question(
        id=question.id,
        barrier=question.barrier,
        text=question.text,
        asked=question.asked,
        answered=question.answered,
        answers=tuple(seen if answers is None else seen[-answers:]),
        more_answers=answers is not None and len(question.answers) > answers,
        version=version,
        council=known(question.asked_by, caller, named=question.named),
        mine=mine,
        hidden=question.hidden,
        moderation=moderation(question.moderation, caller, mine=mine),
    )


def answer(answer: Answer, caller: Caller) -> messages.QuestionAnswer:
    by, mine = answer.by, is_own(answer.by, caller)
    return messages.QuestionAnswer(
        id=answer.id,
        signed=by.signed,
        text=answer.text,
        at=answer.at,
        council=known(by.council, caller, named=by.named) if by.council else None,
        body=by.body,
        mine=mine,
        hidden=answer.hidden,
        moderation=moderation(answer.moderation, caller, mine=mine),
    )


def may_see(answer: Answer, caller: Caller) -> bool:
    return not answer.hidden or caller.role == "analyst" or is_own(answer.by, caller)


def is_own(by: Signature, caller: Caller) -> bool:
    """Whether the caller's organisation signed it."""
    if by.signed == "exchange":
        return caller.role == "analyst"
    return caller.organisation in (by.council, by.body)
