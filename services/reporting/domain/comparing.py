"""Give to get: a council compares on a characteristic that it has itself answered."""

from dataclasses import dataclass
from datetime import datetime

from contracts.assessment.events import SubmittedAnswer
from contracts.reporting.messages import WhyLocked
from services.reporting.domain.days import too_old
from services.reporting.domain.tables import Answer


@dataclass(frozen=True)
class Submission:
    """A council's newest submission; `number` counts its submissions from 1."""

    number: int
    at: datetime
    answers: tuple[SubmittedAnswer, ...]

    def answer(self, characteristic: str) -> SubmittedAnswer | None:
        return next((each for each in self.answers if each.characteristic == characteristic), None)

    def placed(self) -> dict[str, Answer]:
        """Where the council placed itself, by characteristic."""
        return {
            each.characteristic: Answer(each.current, each.target)
            for each in self.answers
            if each.kind == "placed" and each.current and each.target
        }


def own_answer(submission: Submission | None, characteristic: str) -> SubmittedAnswer | None:
    return submission.answer(characteristic) if submission else None


def locked(submission: Submission | None, characteristic: str, at: datetime) -> WhyLocked | None:
    """Why the council may not compare on the characteristic, or None where it may."""
    answer = own_answer(submission, characteristic)
    if submission is None or answer is None:
        return "not-submitted"
    if answer.kind != "placed":
        return "not-placed"
    return "too-old" if too_old(submission.at, at) else None
