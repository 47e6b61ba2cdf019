"""How a content document is read before its own schema sees it."""

import pytest
from marshmallow import ValidationError

from contracts.content.documents import (
    Bilingual,
    ContentMistakes,
    Document,
    Mistake,
    flatten,
    kebab,
    load_yaml,
)


def mistakes_of(text: str) -> list[Mistake]:
    with pytest.raises(ContentMistakes) as raised:
        load_yaml(text)
    return raised.value.mistakes


def test_what_is_not_yaml_is_a_mistake_with_its_line() -> None:
    [mistake] = mistakes_of("id: model\ntitle: [one\nlevels: two\n")

    assert mistake.path == "line 3"
    assert mistake.message.startswith("is not YAML: ")


def test_every_key_said_twice_is_named_with_its_line() -> None:
    assert mistakes_of("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n") == [
        Mistake("line 5", "says this key twice: a"),
        Mistake("line 4", "says this key twice: c"),
    ]


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x\n", "a: 1\nb: &x [*x]\n"])
def test_an_alias_is_refused(text: str) -> None:
    [mistake] = mistakes_of(text)

    assert mistake.message == "is used again by an alias: write it out"


@pytest.mark.parametrize(
    "text",
    [
        "since: 2026-13-45",
        "level: !!int ''",
        "since: !!timestamp soon",
        "run: !!python/object:os.system x",
        "{[1]: 2}",
        "[" * 5000,
        "a: \x00",
        "a: 1\n---\nb: 2\n",
    ],
)
def test_a_value_that_can_not_be_read_is_a_mistake(text: str) -> None:
    assert len(mistakes_of(text)) == 1


def test_an_empty_document_is_nothing() -> None:
    assert load_yaml("# nothing yet\n") is None


def test_the_words_of_a_mistake_begin_with_its_path() -> None:
    mistakes = ContentMistakes([Mistake("id", "missing"), Mistake("", "is not a mapping")])

    assert str(mistakes) == "id: missing\nis not a mapping"


def test_nested_errors_become_paths() -> None:
    errors = {"levels": {2: {"name": {"cy": ["missing"]}}, "_schema": ["has too few"]}}

    assert flatten(errors) == [
        Mistake("levels[2].name.cy", "missing"),
        Mistake("levels", "has too few"),
    ]


def test_a_title_may_be_alike_in_both_languages_where_its_field_says_so() -> None:
    class Resource(Document):
        title = Bilingual(100, may_repeat=True)

    assert Resource().validate({"title": {"en": "Data Ethics", "cy": "Data Ethics"}}) == {}


@pytest.mark.parametrize("name", ["leadership", "role-of-the-council", "level-2"])
def test_an_id_is_lower_case_words_joined_by_hyphens(name: str) -> None:
    kebab(name)


@pytest.mark.parametrize("name", ["", "Leadership", "a_b", "a--b", "-a", "a-", "2nd", "a\n", "â"])
def test_anything_else_is_no_id(name: str) -> None:
    with pytest.raises(ValidationError):
        kebab(name)
