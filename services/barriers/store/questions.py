"""Questions, and which of them are listed."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from backbone.aggregates import Aggregates
from contracts.callers import Caller
from services.barriers.domain.questions import NoSuchQuestion, Question
from services.barriers.store.workarounds import unhidden

NEWEST_ASKED = (("asked", DESCENDING), ("_id", DESCENDING))

QUESTIONS = Aggregates(
    "questions",
    Question,
    key="id",
    missing=NoSuchQuestion,
    indexes=[IndexModel([("barrier", ASCENDING), *NEWEST_ASKED])],
)


def questions_of(barriers: list[str], caller: Caller) -> dict[str, Any]:
    """Those of some barriers that `caller` may see."""
    return {"barrier": {"$in": barriers}, **unhidden(caller, "asked_by")}


def last_answers(number: int) -> dict[str, Any]:
    """The projection of a question with its last answers alone."""
    return {"answers": {"$slice": -number}}
