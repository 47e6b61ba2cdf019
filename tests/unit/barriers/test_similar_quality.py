"""That barriers are found as well as docs/explanation/similar-barriers.md says, with some room."""

import pytest

from services.barriers.search.index import Index
from tests.quality.background import background
from tests.quality.measuring import SHOWN, Quality, measured
from tests.quality.pairs import barriers, pairs

AMONG = 1000


@pytest.fixture(scope="module")
def quality() -> Quality:
    index = Index()
    index.put([*barriers(), *background(AMONG)])
    return measured(lambda typed: index.alike(typed, limit=SHOWN), pairs())


def test_the_same_barrier_in_other_words_is_among_five(quality: Quality) -> None:
    assert quality.overall >= 0.8
    assert quality.recall["paraphrase"] >= 0.65
    assert quality.mrr >= 0.72


def test_typing_mistakes_and_welsh_mutations_hide_nothing(quality: Quality) -> None:
    assert quality.recall["typos"] >= 0.9
    assert quality.recall["Welsh"] >= 0.8


def test_welsh_barriers_are_found_in_english(quality: Quality) -> None:
    assert quality.recall["across"] >= 0.7


def test_what_nothing_is_about_is_seldom_offered_anything(quality: Quality) -> None:
    assert quality.unrelated <= 0.25
    assert quality.near <= 0.55
