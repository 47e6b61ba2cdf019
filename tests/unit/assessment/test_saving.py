from dataclasses import replace

import pytest

from contracts.assessment.events import AnswerSaved
from contracts.errors import Invalid, VersionRequired
from services.assessment.domain import assessments
from tests.unit.assessment.examples import AT, EMPTY, answer, placed, save, submitted


def test_the_first_answer_begins_the_assessment() -> None:
    saved = save(EMPTY, placed())

    assert (EMPTY.state, saved.state.state) == ("not-started", "in-progress")
    assert saved.events == (AnswerSaved("CMD", "data", 1, AT),)


def test_each_change_of_an_answer_is_its_next_revision() -> None:
    once = save(EMPTY, placed(target=3)).state
    twice = save(once, placed(target=4), replaces=1).state

    assert [(each.revision, each.target) for each in twice.answers] == [(2, 4)]


def test_saving_the_same_words_again_changes_nothing() -> None:
    once = save(EMPTY, placed()).state
    by_a_colleague = replace(placed(), by="Grace")

    assert save(once, by_a_colleague, replaces=1).events == ()


def test_saving_the_same_words_as_a_colleague_did_meanwhile_changes_nothing() -> None:
    once = save(EMPTY, placed()).state

    assert save(once, placed(), replaces=0).events == ()


def test_an_answer_that_a_colleague_changed_is_kept_and_shown_with_the_refusal() -> None:
    once = save(EMPTY, placed(note="Mine")).state

    with pytest.raises(assessments.AnswerChanged) as refused:
        save(once, placed(note="Yours"), replaces=0)

    assert refused.value.details["answer"]["note"] == "Mine"
    assert refused.value.details["answer"]["revision"] == 1


def test_a_revision_that_never_was_is_refused() -> None:
    with pytest.raises(assessments.AnswerChanged) as refused:
        save(EMPTY, placed(), replaces=3)

    assert refused.value.details == {"answer": None}


def test_who_does_not_say_which_revision_they_change_is_asked_for_it() -> None:
    with pytest.raises(VersionRequired):
        save(EMPTY, placed(), replaces=None)


def test_answers_for_different_characteristics_do_not_disturb_each_other() -> None:
    one = save(EMPTY, placed("data")).state
    both = save(one, placed("leadership")).state

    assert [(each.characteristic, each.revision) for each in both.answers] == [
        ("leadership", 1),
        ("data", 1),
    ]


def test_a_wrong_answer_is_not_saved() -> None:
    with pytest.raises(Invalid):
        save(EMPTY, answer("data", "placed"))


def test_an_answer_of_a_submitted_assessment_is_not_changed() -> None:
    with pytest.raises(assessments.SubmittedAlready):
        save(submitted(), placed(target=5), replaces=1)


def test_what_an_answer_says_stays_out_of_the_event() -> None:
    (event,) = save(EMPTY, placed(note="A secret")).events

    assert set(vars(event)) == {"council", "characteristic", "revision", "at"}
