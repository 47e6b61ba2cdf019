"""Suppression, against an attacker who solves for what is hidden (`attacker`)."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.groups import Block
from services.reporting.domain.standings import GroupStanding, standing, standings
from services.reporting.domain.suppression import everybody_answered
from services.reporting.domain.tables import COUNCILS, Answer, Table, make_table
from tests.unit.reporting.attacker import Attacker

BLOCKS = (
    Block("unitary", "North", "England"),
    Block("unitary", "South", "England"),
    Block("county", "North", "England"),
    Block("county", "South", "England"),
    Block("borough", "London", "England"),
    Block("city", "London", "England"),
    Block("welsh", "Wales", "Wales"),
    Block("unitary", "Wales", "Wales"),
)


def answers(levels: int) -> st.SearchStrategy[Answer]:
    pairs = [(low, high) for high in range(1, levels + 1) for low in range(1, high + 1)]
    return st.sampled_from([Answer(*pair) for pair in pairs])


@st.composite
def tables(draw: st.DrawFn, levels: int = 3) -> Table:
    """Blocks of a few or of many councils, of which some have answered, often alike."""
    councils: list[tuple[Block, Answer | None]] = []
    for block in draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=8, unique=True)):
        usual = draw(answers(levels))
        alike = draw(st.integers(0, 12))
        others = draw(st.lists(answers(levels), max_size=6))
        silent = draw(st.integers(0 if alike or others else 1, 3))
        given = [usual] * alike + others
        councils += [(block, each) for each in (*given, *[None] * silent)]
    return make_table(councils, levels)


def register_of(table: Table) -> dict[Block, int]:
    return {
        block: sum(given.values()) + table.silent[block] for block, given in table.answers.items()
    }


def attack(table: Table) -> Attacker:
    return Attacker(standings("data", table), register_of(table), table.levels)


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_hidden_figure_can_be_worked_out_of_all_that_is_published(table: Table) -> None:
    attacker = attack(table)
    for cell, councils in table.counts.items():
        if councils and cell not in attacker.shown and not everybody_answered(table, cell):
            least, most = attacker.range_of(cell)
            assert least < most, f"{cell} is {councils}, for sure"


@pytest.mark.parametrize("seed", range(40))
def test_nor_in_larger_crowds(seed: int) -> None:
    """Hypothesis prefers small tables; suppression has more to do in large ones."""
    table = crowd(random.Random(seed), levels=2 + seed % 4)
    attacker = attack(table)
    for cell, councils in table.counts.items():
        if councils and cell not in attacker.shown and not everybody_answered(table, cell):
            least, most = attacker.range_of(cell)
            assert least <= councils <= most
            assert least < most, f"{cell} is {councils}, for sure"


def crowd(chance: random.Random, levels: int) -> Table:
    pairs = [Answer(low, high) for high in range(1, levels + 1) for low in range(1, high + 1)]
    councils: list[tuple[Block, Answer | None]] = []
    for block in chance.sample(BLOCKS, chance.randint(3, len(BLOCKS))):
        likely = [chance.random() ** 3 for _ in pairs]
        given = chance.choices(pairs, likely, k=chance.choice([0, 1, 3, 8, 21, 34]))
        silent = [None] * chance.choice([0, 1, 2, 5])
        councils += [(block, answer) for answer in (*given, *silent)]
    return make_table(councils, levels)


@settings(max_examples=60, deadline=None)
@given(tables(levels=5))
def test_every_figure_shown_has_five_councils_behind_it(table: Table) -> None:
    for each in standings("data", table):
        standing = each.standing
        for shown in (standing.councils, *(cell.councils for cell in standing.current)):
            assert shown is None or shown >= 5


@settings(max_examples=60, deadline=None)
@given(tables(levels=5))
def test_no_answer_is_shown_as_that_of_all(table: Table) -> None:
    for each in standings("data", table):
        for cell in (*each.standing.current, *each.standing.target):
            assert cell.councils is None or cell.councils != each.standing.councils


@settings(max_examples=60, deadline=None)
@given(tables(levels=5))
def test_what_is_left_of_a_shown_total_is_nothing_or_five_councils(table: Table) -> None:
    for each in standings("data", table):
        for side in (each.standing.current, each.standing.target):
            if each.standing.councils is not None:
                rest = each.standing.councils - sum(cell.councils or 0 for cell in side)
                assert rest == 0 or rest >= 5


def test_the_attacker_is_good_enough_to_find_what_one_subtraction_tells() -> None:
    """The attacker is what the other tests rest on, so it must succeed where it can."""
    table = make_table([(BLOCKS[0], Answer(1, 2))] * 9 + [(BLOCKS[1], Answer(1, 2))] * 2, levels=3)
    attacker = Attacker(published_naively(table), register_of(table), table.levels)
    hidden = [cell for cell, councils in table.counts.items() if 0 < councils < 5]
    assert hidden
    assert all(attacker.range_of(cell) == (2, 2) for cell in hidden)


def published_naively(table: Table) -> Iterator[GroupStanding]:
    """With small figures left out, and no thought of subtraction."""
    for group in table.groups:
        shown = {
            figure: table.counts[group, figure]
            for figure in table.figures
            if table.counts[group, figure] >= 5
        }
        why = None if COUNCILS in shown else "fewer-than-five"
        yield GroupStanding(group, standing("data", shown, why, table.levels))
