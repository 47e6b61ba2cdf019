import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.barriers.search import words
from services.barriers.search.kin import notions


def written(text: str) -> list[str]:
    return [each.written for each in words.telling(text)]


def root(word: str) -> str | None:
    found = words.known(word)
    assert found
    return found.root


def stems(*of: str) -> set[str]:
    return {each.stem for word in of for each in words.words(word)}


def test_a_word_and_its_english_forms_are_one() -> None:
    assert len(stems("share", "shared", "sharing", "shares")) == 1
    assert len(stems("family", "families")) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ("pobl", "bobl", "phobl", "mhobl"),
        ("tenant", "denant", "nhenant", "thenant", "tenantiaid"),
        ("cyfeiriad", "gyfeiriad", "nghyfeiriad", "chyfeiriadau"),
        ("bwrdd", "fwrdd", "mwrdd"),
        ("deddf", "ddeddf", "neddf"),
        ("gwasanaeth", "wasanaeth", "ngwasanaeth", "gwasanaethau"),
        ("llywodraeth", "lywodraeth"),
        ("rheolau", "reolau"),
    ],
)
def test_a_welsh_word_is_one_under_every_mutation(forms: tuple[str, ...]) -> None:
    assert len({root(form) for form in forms}) == 1


def test_what_is_left_of_a_short_word_is_no_key_of_its_own() -> None:
    assert root("cath") is None
    assert root("ty") is None


def test_accents_and_capitals_do_not_matter() -> None:
    assert stems("tŷ", "Ty", "TŶ") == {"ty"}
    assert stems("dŵr") == stems("dwr")


def test_words_that_every_text_has_tell_nothing() -> None:
    assert written("We can't because the council must not, and it isn't our own.") == []
    assert written("Mae'r cyngor yn dweud nad oes hawl gyda ni i wneud hyn") == [
        "dweud",
        "hawl",
        "wneud",
    ]


def test_words_of_one_notion_are_kin_across_both_languages() -> None:
    def meant(word: str) -> set[str]:
        found = words.known(word)
        assert found
        return {*notions(found)}

    assert meant("hospital") & meant("ysbyty") & meant("discharged")
    assert meant("procurement") & meant("tendr") & meant("gaffael")
    assert not meant("hospital") & meant("newspaper")


@given(st.text(max_size=300))
def test_any_text_becomes_bare_words_and_not_too_many(text: str) -> None:
    found = words.telling(text)
    assert len(found) <= words.MOST_WORDS
    assert all(word.written.isalnum() for word in found)
