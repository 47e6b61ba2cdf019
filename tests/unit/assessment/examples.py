"""A small model and answers to it."""

from datetime import UTC, datetime
from typing import Any

from contracts.assessment.messages import Answer
from contracts.outcomes import Outcome
from services.assessment.domain import assessments, models
from services.assessment.domain.assessments import Assessment

AT = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
CHARACTERISTICS = ("leadership", "people", "data")


def content(*characteristics: str, title: str = "A model") -> dict[str, Any]:
    """As much of a model document as the rules read."""
    return {
        "id": "improvement-and-innovation",
        "title": {"en": title},
        "levels": [{"level": level} for level in range(1, 6)],
        "characteristics": [{"id": each} for each in characteristics or CHARACTERISTICS],
    }


MODEL = models.publish(None, content(), AT).state
EMPTY = assessments.start("CMD", MODEL)


def placed(characteristic: str = "data", current: int = 2, target: int = 3, **more: Any) -> Answer:
    confidence = more.pop("confidence", "medium")
    return answer(
        characteristic, "placed", current=current, target=target, confidence=confidence, **more
    )


def answer(characteristic: str, kind: Any, **more: Any) -> Answer:
    return Answer(characteristic=characteristic, kind=kind, revision=0, by="Ada", at=AT, **more)


def save(assessment: Assessment, given: Answer, replaces: int | None = 0) -> Outcome[Assessment]:
    return assessments.save(assessment, MODEL, given, replaces)


def answered() -> Assessment:
    """Every characteristic answered, nothing submitted."""
    assessment = EMPTY
    for characteristic in CHARACTERISTICS:
        assessment = save(assessment, placed(characteristic)).state
    return assessment


def submitted() -> Assessment:
    return assessments.submit(answered(), MODEL, "Grace", AT).state
