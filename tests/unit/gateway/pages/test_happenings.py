"""Everything that can happen to a barrier is told in a sentence, in both languages."""

from typing import get_args
from typing import get_type_hints as hints

from contracts import topology  # noqa: F401  (imported so that every event is registered)
from contracts.events import CURRENT, dump_data
from gateway.languages import words_in
from gateway.pages.barriers.happenings import SENTENCES, Choice, sentence
from tests.contracts.examples import EXAMPLES

NOT_OF_A_BARRIER = {"taxonomy-published"}
COUNCILS = {"DUR": "Durham"}


def happening(name: str, **data: object) -> dict[str, object]:
    return {"name": name, "at": "2027-01-04T09:30:00Z", "data": data}


def test_every_event_of_barriers_has_a_sentence() -> None:
    events = {cls.NAME for cls in CURRENT.values() if cls.SERVICE == "barriers"}

    assert events - NOT_OF_A_BARRIER <= set(SENTENCES)


def test_each_sentence_can_be_said_of_its_event_in_both_languages() -> None:
    for event in EXAMPLES:
        if event.SERVICE != "barriers" or event.NAME in NOT_OF_A_BARRIER:
            continue
        for language in ("en", "cy"):
            told = sentence(words_in(language), happening(event.NAME, **dump_data(event)), {})
            assert told != event.NAME
            assert "%" not in told


def test_a_choice_has_a_sentence_for_each_value_of_its_field() -> None:
    for name, told in SENTENCES.items():
        cls = CURRENT.get(f"barriers.{name}")
        if isinstance(told, Choice) and cls:
            values = {bool: (True, False)}.get(hints(cls)[told.field]) or get_args(
                hints(cls)[told.field]
            )
            assert set(told.told) == set(values), name


def test_a_body_is_told_by_its_name_and_a_day_as_a_day() -> None:
    told = sentence(
        words_in("en"),
        happening("barrier-put-to-body", body="ico", due="2027-03-04T23:59:59+00:00"),
        {"ico": "The regulator"},
    )

    assert told == "The regulator was asked to change it, and to answer by 4 March 2027"


def test_a_council_is_named_where_the_event_names_it() -> None:
    for language, said in [("en", "Durham said that it meets it"), ("cy", "Dywedodd Durham")]:
        told = sentence(words_in(language), happening("barrier-supported", council="DUR"), COUNCILS)
        assert said in told


def test_a_council_that_agreed_to_nothing_is_one_more_council() -> None:
    told = sentence(words_in("en"), happening("barrier-supported", council=None), COUNCILS)

    assert told == "One more council said that it meets it"


def test_a_council_is_told_by_its_code_while_the_register_is_away() -> None:
    told = sentence(words_in("en"), happening("barrier-raised", council="DUR"), {})

    assert told == "DUR reported it"


def test_an_event_of_a_later_release_is_told_by_its_name() -> None:
    assert sentence(words_in("cy"), happening("barrier-sung"), {}) == "barrier-sung"
