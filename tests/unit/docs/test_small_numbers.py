"""The example of the page on small numbers is what the rules make of it."""

import re
from pathlib import Path

from services.reporting.domain.groups import ALL, Block, Group
from services.reporting.domain.suppression import suppress
from services.reporting.domain.tables import COUNCILS, Answer, Figure, make_table

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "small-numbers.md"
ROW = re.compile(r"^\| (unitary|county|all) ((?:\| [\d–]+ ){6})\|$", re.MULTILINE)

UNITARY, COUNTY = Block("UA", "North", "England"), Block("CTY", "North", "England")
GROUPS = (Group("kind", "UA"), Group("kind", "CTY"), ALL)
FIGURES = (*(Figure("current", level) for level in range(1, 6)), COUNCILS)
TABLE = make_table(
    [
        *[(UNITARY, Answer(1, 2))] * 3,
        *[(UNITARY, Answer(2, 3))] * 8,
        *[(UNITARY, Answer(3, 3))] * 6,
        *[(COUNTY, Answer(2, 3))] * 6,
        *[(COUNTY, Answer(3, 4))] * 7,
        *[(COUNTY, None)] * 4,
    ]
)


def rows() -> list[list[str]]:
    """The cells of both tables of the page, row by row."""
    return [re.findall(r"[\d–]+", cells) for _, cells in ROW.findall(PAGE.read_text())]


def test_the_example_counts_what_it_says() -> None:
    assert rows()[:3] == [
        [str(TABLE.counts[group, figure]) for figure in FIGURES] for group in GROUPS
    ]


def test_the_example_hides_what_it_says() -> None:
    hidden = suppress(TABLE)
    assert rows()[3:] == [
        [
            "–" if (group, figure) in hidden else str(TABLE.counts[group, figure])
            for figure in FIGURES
        ]
        for group in GROUPS
    ]
