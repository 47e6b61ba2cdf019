from datetime import UTC, datetime

from contracts.assessment.events import SubmittedAnswer
from services.reporting.domain import comparing
from services.reporting.domain.comparing import Submission
from services.reporting.domain.tables import Answer

AT = datetime(2027, 1, 4, tzinfo=UTC)
LONG_AFTER = datetime(2029, 1, 5, tzinfo=UTC)
SUBMISSION = Submission(
    1,
    AT,
    (
        SubmittedAnswer("leadership", "placed", 2, 3),
        SubmittedAnswer("people", "not-applicable"),
        SubmittedAnswer("data", "dont-know"),
    ),
)


def test_who_has_submitted_where_it_is_may_compare() -> None:
    assert comparing.locked(SUBMISSION, "leadership", AT) is None


def test_who_has_submitted_nothing_may_not() -> None:
    assert comparing.locked(None, "leadership", AT) == "not-submitted"


def test_a_characteristic_that_was_not_in_the_submission_is_locked() -> None:
    assert comparing.locked(SUBMISSION, "money", AT) == "not-submitted"


def test_who_did_not_say_where_it_is_may_not() -> None:
    assert comparing.locked(SUBMISSION, "people", AT) == "not-placed"
    assert comparing.locked(SUBMISSION, "data", AT) == "not-placed"


def test_after_24_months_it_locks_again() -> None:
    assert comparing.locked(SUBMISSION, "leadership", LONG_AFTER) == "too-old"


def test_only_placed_answers_count() -> None:
    assert SUBMISSION.placed() == {"leadership": Answer(2, 3)}
