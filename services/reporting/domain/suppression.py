"""Which figures are hidden, so that none tells of fewer than five councils.

A figure is shown only with at least five councils in it, a nought neither: were noughts shown, a
hidden figure would be one to four. Where all councils of a group gave the same answer, it is hidden
as well. Then more is hidden until nothing that was hidden can be worked out from what is shown, not
inside a group nor across groups, which add up: no remainder of a sum may be one to four, and for
every hidden figure there must be another set of answers that shows the same and has another number
there (`ways`). Wherever that is in doubt, more is hidden, in the end all.

What is hidden says so in one way, whatever the reason: a reason of its own for noughts, for small
figures or for "all the same" would itself tell what is hidden. Only a whole group with fewer than
five councils is called that, and the alternative sets of answers keep it true.
"""

from collections.abc import Iterator, Set

from contracts.reporting.messages import WhyHidden
from services.reporting.domain.groups import ALL, Group
from services.reporting.domain.tables import COUNCILS, SIDES, Cell, Table
from services.reporting.domain.ways import FEWEST, Network, Ways


def suppress(table: Table) -> frozenset[Cell]:
    """The figures of the table that are hidden."""
    network = Network(table)
    hidden = set(small(table)) | set(all_the_same(table))
    while more := (
        whole_groups(table, hidden) or remainders(table, hidden) or exposed(network, hidden)
    ):
        hidden |= more
    return frozenset(hidden)


def small(table: Table) -> Iterator[Cell]:
    return (cell for cell, councils in table.counts.items() if councils < FEWEST)


def all_the_same(table: Table) -> Iterator[Cell]:
    """The answer that everybody in a group gave."""
    for (group, figure), councils in table.counts.items():
        if figure != COUNCILS and councils == table.counts[group, COUNCILS]:
            yield group, figure


def whole_groups(table: Table, hidden: set[Cell]) -> set[Cell]:
    """The rest of every group whose number of councils is hidden; of every group, where that of all
    councils is."""
    cells = {
        (group, figure)
        for group in table.groups
        if (group, COUNCILS) in hidden or (ALL, COUNCILS) in hidden
        for figure in table.figures
    }
    return cells - hidden


def remainders(table: Table, hidden: set[Cell]) -> set[Cell]:
    """One more figure of each sum whose hidden parts come to fewer than five councils together."""
    more = set()
    for whole, parts in sums(table):
        if whole in hidden:
            continue
        rest = sum(table.counts[part] for part in parts if part in hidden)
        if 0 < rest < FEWEST:
            more.add(smallest(table, [part for part in parts if part not in hidden]))
    return more


def sums(table: Table) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every published figure that is the sum of others, and those."""
    for group in table.groups:
        for side in SIDES:
            yield (group, COUNCILS), [(group, figure) for figure in table.side(side)]
    for (whole, _), parts in table.parts.items():
        for figure in table.figures:
            yield (whole, figure), [(part, figure) for part in parts]


def exposed(network: Network, hidden: set[Cell]) -> set[Cell]:
    """What is to be hidden for the sake of the hidden figures that could be worked out."""
    table, ways = network.table, Ways(network, hidden)
    for cell in sorted(hidden, key=lambda cell: (table.counts[cell], cell)):
        if table.counts[cell] and not everybody_answered(table, cell):
            cover = ways.cheapest(cell)
            ways.hide(table.counts if cover is None else cover)
    return ways.hidden - hidden


def everybody_answered(table: Table, cell: Cell) -> bool:
    """Whether the figure is the number of councils that the group has in the register, which
    anybody may know, and tells nothing of what they answered."""
    group, figure = cell
    return figure == COUNCILS and not table.silent_in(group)


def smallest(table: Table, cells: list[Cell]) -> Cell:
    return min(cells, key=lambda cell: (table.counts[cell], cell))


def why_hidden(table: Table, group: Group, hidden: Set[Cell]) -> WhyHidden:
    """The reason that a wholly hidden group is given.

    Where nothing at all is shown, all groups have one reason: many that differ are bounds that can
    pin a number down.
    """
    counted = ALL if (ALL, COUNCILS) in hidden else group
    return "fewer-than-five" if table.counts[counted, COUNCILS] < FEWEST else "would-reveal"
