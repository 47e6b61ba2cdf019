"""The reference of the command line is made of the commands themselves."""

from pathlib import Path

from waymark import reference
from waymark.cli import COMMANDS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "command-line.md"


def test_the_page_says_what_the_commands_are_today():
    assert PAGE.read_text() == reference.page(), "run: python -m waymark.reference > docs/…"


def test_every_noun_has_an_entry():
    assert [noun for noun in COMMANDS if f"## `waymark {noun}" not in reference.page()] == []
