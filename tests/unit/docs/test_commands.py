"""Commands that pages tell a reader to run are commands that there are."""

import re
from pathlib import Path

import click

from contracts.topology import SERVICES
from waymark.cli import main

PROJECT = Path(__file__).parents[3]
NOUNS = "councils|models|resources|taxonomy|figures|people|keys|subscribers|demo"
TOLD = re.compile(rf"(?:\bwaymark|\boperator|entrypoint) ({NOUNS}) ([a-z]+)")
SERVED = re.compile(r"waymark serve ([a-z]+)")


def pages() -> list[Path]:
    return [PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")]


def test_every_command_of_the_operator_that_a_page_names_exists() -> None:
    context = click.Context(main)
    for page in pages():
        for noun, verb in TOLD.findall(page.read_text()):
            group = main.get_command(context, noun)
            assert isinstance(group, click.Group), f"{page.name}: {noun}"
            assert verb in group.commands, f"{page.name}: {noun} {verb}"


def test_every_process_that_a_page_starts_exists() -> None:
    named = {process for page in pages() for process in SERVED.findall(page.read_text())}
    assert named <= {*SERVICES, "gateway"}
    assert "gateway" in named
