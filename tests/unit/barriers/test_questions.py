import pytest

from contracts.barriers.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionModerated,
    QuestionSettled,
)
from contracts.callers import Caller, LeadNeeded
from contracts.errors import NotAllowed
from services.barriers import schemas
from services.barriers.domain import questions
from services.barriers.domain.hiding import Hiding
from services.barriers.domain.questions import Answer, Question, Signature
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LATER, LEEDS

ASKED = Question("q1", "b1", "Who has tried it?", "DUR", named=False, asked=AT)
KENT = Caller("p4", "KEN", "officer", "Ada")
RESPONDER = Caller("p6", "nhs-england", "responder", "Rae")
QUIET = Signature("council", council="LDS")
HIDE = Hiding(hidden=True, why="It names a resident.", by="p3", at=LATER)


def answer(by: Signature = QUIET, id: str = "a1") -> Answer:
    return Answer(id, by, "We have.", LATER)


def answered(by: Signature = QUIET) -> Question:
    return questions.answer(ASKED, answer(by)).state


def test_a_question_tells_neither_its_words_nor_a_council_that_did_not_agree() -> None:
    assert questions.ask(ASKED).events == (QuestionAsked("q1", "b1", None, AT),)


@pytest.mark.parametrize(
    ("caller", "named", "by"),
    [
        (LEEDS, True, Signature("council", council="LDS", named=True)),
        (DURHAM, False, Signature("council", council="DUR")),
        (ANALYST, False, Signature("exchange")),
        (RESPONDER, False, Signature("body", body="nhs-england")),
    ],
)
def test_an_answer_is_signed_by_the_organisation_that_gives_it(
    caller: Caller, named: bool, by: Signature
) -> None:
    assert questions.signature(caller, named=named, addressed_to=("nhs-england", None)) == by


def test_only_a_lead_lets_a_council_be_named_and_only_the_body_addressed_answers() -> None:
    with pytest.raises(LeadNeeded):
        questions.signature(DURHAM, named=True, addressed_to=())
    with pytest.raises(questions.NotTheirsToAnswer):
        questions.signature(RESPONDER, named=False, addressed_to=("dwp",))
    administrator = Caller("p5", "sector-body", "administrator", "Owen")
    with pytest.raises(NotAllowed):
        questions.signature(administrator, named=False, addressed_to=())


def test_an_answer_tells_who_signed_it_and_not_what_it_says() -> None:
    quiet = questions.answer(ASKED, answer()).events
    body = questions.answer(ASKED, answer(Signature("body", body="dwp"))).events

    assert quiet == (QuestionAnswered("q1", "b1", "a1", "council", None, None, LATER),)
    assert body == (QuestionAnswered("q1", "b1", "a1", "body", None, "dwp", LATER),)


def test_who_asked_says_that_it_is_answered_and_may_take_that_back() -> None:
    settled = questions.settle(answered(), LATER, answered=True)
    open_again = questions.settle(settled.state, LATER, answered=False)

    assert settled.events == (QuestionSettled("q1", "b1", True, LATER),)
    assert questions.settle(settled.state, LATER, answered=True).events == ()
    assert open_again.events == (QuestionSettled("q1", "b1", False, LATER),)


def test_a_question_and_each_answer_are_hidden_by_themselves() -> None:
    state = questions.answer(answered(), answer(id="a2")).state

    one = questions.moderate(state, "a1", HIDE)
    whole = questions.moderate(one.state, None, HIDE)

    assert one.events == (QuestionModerated("q1", "b1", "a1", True, LATER),)
    assert questions.moderate(one.state, "a1", HIDE).events == ()
    assert whole.events == (QuestionModerated("q1", "b1", None, True, LATER),)
    with pytest.raises(questions.NoSuchQuestion):
        questions.moderate(state, "a9", HIDE)
    with pytest.raises(questions.NoSuchQuestion):
        questions.answer(whole.state, answer(id="a3"))


def test_a_hidden_answer_is_seen_by_who_wrote_it_and_by_analysts() -> None:
    hidden = questions.moderate(answered(), "a1", HIDE).state

    for caller, seen in ((LEEDS, 1), (ANALYST, 1), (KENT, 0), (DURHAM, 0)):
        answers = schemas.question(hidden, 3, caller=caller).answers
        assert len(answers) == seen
        assert all(each.moderation[0].why == HIDE.why for each in answers)


def test_a_question_has_its_fill_of_answers() -> None:
    state = ASKED
    for number in range(questions.MOST_ANSWERS):
        state = questions.answer(state, answer(id=f"a{number}")).state
    with pytest.raises(questions.TooManyAnswers):
        questions.answer(state, answer(id="one more"))


def test_an_unnamed_council_is_known_to_itself_and_to_analysts() -> None:
    for caller, asker, answerer in (
        (DURHAM, "DUR", None),
        (LEEDS, None, "LDS"),
        (ANALYST, "DUR", "LDS"),
        (RESPONDER, None, None),
    ):
        seen = schemas.question(answered(), 2, caller=caller)
        assert (seen.council, seen.answers[0].council) == (asker, answerer)
