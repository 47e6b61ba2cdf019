"""What an answer for one characteristic may say, by its kind."""

from dataclasses import replace

from contracts.assessment.events import AnswerKind, SubmittedAnswer
from contracts.assessment.messages import Answer
from contracts.errors import Invalid
from services.assessment.domain.models import Model

NEEDED: dict[AnswerKind, dict[str, str]] = {
    "placed": {
        "current": "Say where you are now.",
        "target": "Say where you want to be. Staying where you are is a fine answer.",
        "confidence": "Say how sure you are.",
    },
    "not-applicable": {"reason": "Say why it does not apply to your council."},
    "dont-know": {},
}
OPTIONAL: dict[AnswerKind, tuple[str, ...]] = {
    "placed": ("target_by", "note"),
    "not-applicable": (),
    "dont-know": (),
}
CONTENT = ("current", "target", "target_by", "confidence", "note", "reason")
LEVELS = ("current", "target")

Mistakes = dict[str, list[str]]


def check(answer: Answer, model: Model) -> None:
    """Raises Invalid with every mistake, field → sentences."""
    found: Mistakes = {}
    for mistakes in (
        _unknown_characteristic(answer, model),
        _missing(answer),
        _out_of_place(answer),
        _off_the_model(answer, model),
        _downwards(answer),
    ):
        for path, sentences in mistakes.items():
            found.setdefault(path, []).extend(sentences)
    if found:
        raise Invalid(details=found)


def same_content(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same, whoever said it and when."""
    return replace(one, revision=other.revision, by=other.by, at=other.at) == other


def as_submitted(answer: Answer) -> SubmittedAnswer:
    """What others may know of it: neither the note nor the reason, nor who wrote it."""
    return SubmittedAnswer(
        characteristic=answer.characteristic,
        kind=answer.kind,
        current=answer.current,
        target=answer.target,
        target_by=answer.target_by,
    )


def _unknown_characteristic(answer: Answer, model: Model) -> Mistakes:
    if answer.characteristic in model.characteristics:
        return {}
    return {"characteristic": ["The model has no such characteristic."]}


def _missing(answer: Answer) -> Mistakes:
    needed = NEEDED[answer.kind]
    return {field: [needed[field]] for field in needed if getattr(answer, field) is None}


def _out_of_place(answer: Answer) -> Mistakes:
    taken = (*NEEDED[answer.kind], *OPTIONAL[answer.kind])
    return {
        field: [f"Leave this out: an answer that is {answer.kind} does not take it."]
        for field in CONTENT
        if field not in taken and getattr(answer, field) is not None
    }


def _off_the_model(answer: Answer, model: Model) -> Mistakes:
    levels = ", ".join(str(level) for level in model.levels)
    return {
        field: [f"Must be a level of the model: {levels}."]
        for field in LEVELS
        if getattr(answer, field) not in (None, *model.levels)
    }


def _downwards(answer: Answer) -> Mistakes:
    if answer.current is None or answer.target is None or answer.target >= answer.current:
        return {}
    return {"target": ["Must be the level where you are now, or a higher one."]}
