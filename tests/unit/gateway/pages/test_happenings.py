"""Everything that can happen to a barrier is told in a sentence, in both languages."""

from contracts import topology  # noqa: F401  (imported so that every event is registered)
from contracts.events import CURRENT
from gateway.languages import words_in
from gateway.pages.happenings import SENTENCES, sentence

NOT_OF_A_BARRIER = {"taxonomy-published"}
COUNCILS = {"DUR": "Durham"}


def happening(name: str, **data: object) -> dict[str, object]:
    return {"name": name, "at": "2027-01-04T09:30:00Z", "data": data}


def test_every_event_of_barriers_has_a_sentence_and_no_other_has() -> None:
    events = {cls.NAME for cls in CURRENT.values() if cls.SERVICE == "barriers"}

    assert set(SENTENCES) == events - NOT_OF_A_BARRIER


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
