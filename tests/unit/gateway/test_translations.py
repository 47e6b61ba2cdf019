"""Welsh is treated no less favourably than English: nothing that the pages say is without it."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from gateway.languages import CATALOGUE, words_in
from tests.unit.gateway.catalogue import Message, said

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%\{\w+\}")
SAME_IN_BOTH = {"Demo", "%(name)s, %(day)s", "%(size)s KB", "%(size)s MB"}


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="cy", abort_invalid=True)


@cache
def sentences() -> frozenset[Message]:
    return frozenset(said())


def forms(text: Message) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_sentences_are_found_in_code_and_in_templates() -> None:
    assert {"Page not found", "Skip to main content"} <= sentences()


def test_every_sentence_is_there_in_welsh() -> None:
    written = {message.id for message in catalogue() if message.id}
    assert sentences() - written == set()


def test_no_sentence_stays_in_welsh_that_is_no_longer_said() -> None:
    written = {message.id for message in catalogue() if message.id}
    assert written - sentences() == set()


def test_no_translation_is_empty_doubtful_or_english() -> None:
    wrong = [
        message.id
        for message in catalogue()
        if message.id
        and (
            message.fuzzy
            or not all(forms(message.string))
            or (message.string == message.id and message.id not in SAME_IN_BOTH)
        )
    ]
    assert wrong == []


def test_a_translation_keeps_the_values_that_are_filled_in() -> None:
    wrong = [
        message.id
        for message in catalogue()
        if message.id
        for form in forms(message.string)
        # Welsh says “none” in words where the number is nought.
        if form != forms(message.string)[0] or len(forms(message.string)) == 1
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(message.id)[-1]))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(1, "1 cyngor"), (2, "2 gyngor"), (3, "3 chyngor"), (6, "6 chyngor"), (7, "7 cyngor")],
)
def test_welsh_counts_with_its_own_forms(number: int, sentence: str) -> None:
    assert words_in("cy").counted("%(num)s council", "%(num)s councils", number) == sentence
