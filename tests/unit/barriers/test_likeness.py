from hypothesis import given
from hypothesis import strategies as st

from services.barriers.domain import likeness
from tests.unit.barriers.examples import raised

NOTICES = raised(
    title="Public notices must still be printed in a newspaper",
    story="We print statutory notices in a local newspaper that few people here read.",
    kind="legal",
).state
HOSPITAL = raised(
    title="We can't see which of our residents are also known to the hospital",
    story="The law is said to forbid sharing an address with us without consent.",
).state
BOTH = [HOSPITAL, NOTICES]


def alike(text: str, kind: str | None = None) -> list[str]:
    return [
        each.title.split()[0] for each in likeness.most_alike(likeness.words(text), BOTH, kind=kind)
    ]


def test_the_same_thing_in_other_words_is_found() -> None:
    assert alike("we have to print public notices in newspapers nobody reads") == ["Public"]
    assert alike("hospital won't share addresses") == ["We"]


def test_something_else_is_not_offered() -> None:
    assert alike("a broadband connection for our village halls") == []
    assert alike("the council can't do it because of the law") == []


def test_one_word_in_common_is_not_enough() -> None:
    assert alike("printed maps of cycle routes") == []


def test_words_that_every_text_has_find_nothing() -> None:
    assert alike("we can't because the council must not") == []


def test_of_two_that_are_alike_the_one_of_the_same_kind_comes_first() -> None:
    text = "the law on statutory notices and sharing an address"
    assert alike(text, kind="legal")[0] == "Public"
    assert alike(text, kind="data-sharing")[0] == "We"


def test_welsh_is_compared_without_its_accents() -> None:
    assert likeness.stem("tŷ") == "ty"
    assert likeness.stem("dŵr") == likeness.stem("dwr")


def test_a_word_and_its_forms_are_one() -> None:
    assert len({likeness.stem(word) for word in ("share", "shared", "sharing", "shares")}) == 1
    assert len({likeness.stem(word) for word in ("family", "families")}) == 1


@given(st.text(max_size=300))
def test_any_text_becomes_bare_words_and_not_too_many(text: str) -> None:
    words = likeness.words(text)
    assert len(words) <= likeness.MOST_WORDS
    assert all(word.isalnum() or likeness.WORD.fullmatch(word) for word in words)
    assert not any(sign in word for word in words for sign in "\"-$'\\ ")
    likeness.most_alike(words, BOTH, kind=None)
