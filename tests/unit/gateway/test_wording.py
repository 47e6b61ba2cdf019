"""Nothing is said to people in one language alone, wherever it is written."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import get_args

import services.barriers
from contracts.barriers.words import Stage
from contracts.errors import NotFound, Refusal
from gateway.languages import words_in
from gateway.pages.barriers import lists
from gateway.problems import TITLES
from gateway.refusals import BY_CODE
from gateway.refusals_of_barriers import HAPPENED
from tests.unit.gateway import wording
from tests.unit.gateway.test_translations import catalogue, forms

NOT_SAID = {
    # The API is in English, as the names in it are.
    *(f"problems.py: {title}" for title in (*TITLES.values(), "The request could not be read.")),
    # An id of the model's content.
    "pages/reasons.py: Northern Ireland",
}
"""Sentences in the code that no page shows."""

OF_SCHEMAS = re.compile(r"^[\w/.]+: Must (not )?(be|contain) ")
"""What schemas say, which forms tell in sentences of their own."""


def test_templates_say_nothing_that_is_not_translated() -> None:
    assert [*wording.in_templates()] == []


def test_the_code_of_pages_says_nothing_that_is_not_translated() -> None:
    said = {each for each in wording.in_pages() if not OF_SCHEMAS.search(each)}
    assert said - NOT_SAID == set()


def test_scripts_say_nothing_of_their_own() -> None:
    assert [*wording.in_scripts()] == []


def test_words_outside_of_a_translation_are_found_where_there_are_any() -> None:
    template = '<p>Some words</p><a title="A title" href="/x">{{ _("Marked") }}</a>{# no #}'
    code = 'x = "A sentence here."\ny = later("Marked well")\nlog.info("Some log line")'

    assert [*wording.untranslated(template)] == ["Some words", "A title"]
    assert [*wording.unmarked(ast.parse(code))] == ["A sentence here."]


def test_no_welsh_sentence_is_written_in_english() -> None:
    """By the small words of both languages: half a sentence that was left over is found too."""
    welsh = words_in("cy")
    wrong = [
        form
        for message in catalogue()
        if message.id
        for form in forms(message.string)
        if welsh.written(form) == "en"
    ]
    assert wrong == []


def test_every_refusal_of_barriers_is_told_in_words_of_its_own() -> None:
    """What is not there is told like any other page that is not."""
    codes = {each.code for each in refusals() if not issubclass(each, NotFound)}
    assert codes - {*BY_CODE} - {*HAPPENED} == set()


def refusals() -> Iterator[type[Refusal]]:
    """Those that the service's own modules define."""
    for module in pkgutil.walk_packages(services.barriers.__path__, "services.barriers."):
        for each in vars(importlib.import_module(module.name)).values():
            ours = getattr(each, "__module__", "").startswith("services.barriers")
            if ours and isinstance(each, type) and issubclass(each, Refusal):
                yield each


def test_every_stage_has_a_name() -> None:
    # A merged barrier is not in lists: its address leads to the one that it was merged into.
    assert {*lists.STAGES} == {*get_args(Stage)} - {"merged"}
