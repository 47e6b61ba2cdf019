"""Thousands of barriers that nobody wrote, for the written ones to be found among."""

import random
from collections.abc import Iterator
from typing import Any

import yaml

from services.barriers.search.entries import Entry
from tests.quality.pairs import FOLDER, barriers

WELSH = 0.15
"""The share of barriers in Welsh."""


def background(count: int, seed: int = 4) -> Iterator[Entry]:
    """Always the same ones, each with a kind and a body of those that the written ones have."""
    words = yaml.safe_load((FOLDER / "background.yaml").read_text())
    facets = [each.facets for each in barriers()]
    chance = random.Random(seed)
    for number in range(count):
        title, story = one(chance, words["cy" if chance.random() < WELSH else "en"])
        chosen = chance.choice(facets)
        yield Entry(f"made-{number}", title, story, facets=chosen, raised=number)


def one(chance: random.Random, words: dict[str, Any]) -> tuple[str, str]:
    subject, obstacle = chance.choice(words["subjects"]), chance.choice(words["obstacles"])
    another, beside = chance.choice(words["obstacles"]), chance.choice(words["subjects"])
    title = obstacle["title"] % subject
    story = [obstacle["story"] % subject, another["story"] % beside]
    return title[0].upper() + title[1:], " ".join(story + chance.sample(words["results"], 3))
