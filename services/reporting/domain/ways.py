"""Whether a hidden figure could as well be another one, for all that is published.

Groups add up, so figures that are published tell of figures that are not. A hidden one is safe if
some other set of answers gives the same published figures and another number there. Such sets are
looked for as cycles of a network (the view of Cox, "Network models for complementary cell
suppression", *Journal of the American Statistical Association* 90, 1995): councils of one block
change their answer from one to another, those of another block the other way round. A change in a
block flows from its kind to its region, from there to its nation, to everybody, and back to the
kinds; it can pass a group only where that group's figures that it would alter are hidden. A hidden
figure of a group is safe if a cycle passes the group. That a target is never below the place where
a council is, and that the register says who could have answered, are kept in every change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from heapq import heappop, heappush
from itertools import combinations, count
from typing import NamedTuple

from services.reporting.domain.groups import ALL, Group, groups_of
from services.reporting.domain.tables import COUNCILS, Answer, Cell, Figure, Table, figures_of

FEWEST = 5
"""Councils that stand behind every figure that is shown."""

Node = Group | str
Edge = tuple[Node, Node]
KINDS: Node = "kinds"
EVERYBODY: Node = "everybody"


class Change(NamedTuple):
    """A council's answer becomes another one; any pair of `before` and `after` will do, as they
    alter the same figures. None is no answer."""

    before: tuple[Answer | None, ...]
    after: tuple[Answer | None, ...]
    altered: frozenset[Figure]


def change(before: Iterable[Answer | None], after: Iterable[Answer | None]) -> Change:
    some, others = tuple(before), tuple(after)
    return Change(some, others, figures_of(some[0]) ^ figures_of(others[0]))


class Network:
    """A table as a network: what stays the same whatever is hidden."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.groups: dict[Group, Edge] = {ALL: (EVERYBODY, KINDS)}
        for block in table.answers:
            _, kind, region, nation = groups_of(block)
            self.groups[kind] = (KINDS, kind)
            self.groups[region] = (region, nation)
            self.groups[nation] = (nation, EVERYBODY)
        self.changes: dict[Figure, list[Change]] = defaultdict(list)
        for each in changes(table.levels):
            # Whether a level is safe must not hang on who might not have answered at all.
            for figure in {COUNCILS} & each.altered or each.altered:
                self.changes[figure].append(each)
        self._within: dict[Change, list[Edge]] = {}

    def within_blocks(self, change: Change) -> list[Edge]:
        """From kind to region where a block has councils that can change; else the way back."""
        if change not in self._within:
            self._within[change] = list(self._edges(change))
        return self._within[change]

    def _edges(self, change: Change) -> Iterator[Edge]:
        for block, answers in self.table.answers.items():
            _, kind, region, _ = groups_of(block)
            silent = self.table.silent.get(block, 0)
            if any(answers[each] if each else silent for each in change.before):
                yield kind, region
            if any(answers[each] if each else silent for each in change.after):
                yield region, kind


class Step(NamedTuple):
    """A way on to `end`, through `group` or within a block; `toll` is to be hidden for it."""

    end: Node
    group: Group | None
    toll: frozenset[Cell]
    price: int


Steps = dict[Node, list[Step]]


class Ways:
    """The changes that leave what is published as it is. `hidden` is what isn't published."""

    def __init__(self, network: Network, hidden: Set[Cell]) -> None:
        self.hidden = set(hidden)
        self._network = network
        self._steps: dict[Change, Steps] = {}

    def hide(self, cells: Iterable[Cell]) -> None:
        before = len(self.hidden)
        self.hidden.update(cells)
        if len(self.hidden) > before:
            self._steps.clear()

    def cheapest(self, cell: Cell) -> frozenset[Cell] | None:
        """What else to hide so that the hidden `cell` could be another number: nothing where it
        could already, and as few and as small figures as a way for it takes.

        None where no way is left, whatever else is hidden.
        """
        group, figure = cell
        best: tuple[int, frozenset[Cell]] | None = None
        for each in self._network.changes[figure]:
            for councils in (1, -1):
                found = self._around(each, group, councils)
                if found and (best is None or found[0] < best[0]):
                    best = found
                if best and best[0] == 0:
                    return frozenset()
        return best[1] if best else None

    def _around(
        self, change: Change, group: Group, councils: int
    ) -> tuple[int, frozenset[Cell]] | None:
        """The cheapest cycle of the change through the group, with what it makes to be hidden."""
        toll = self._toll(change, group, councils)
        if toll is None:
            return None
        edge = self._network.groups[group]
        start, end = edge if councils < 0 else edge[::-1]
        if change not in self._steps:
            self._steps[change] = self._steps_of(change)
        found = cheapest_path(self._steps[change], start, end, without=group)
        return (self._price(toll) + found[0], toll | found[1]) if found else None

    def _steps_of(self, change: Change) -> Steps:
        steps: Steps = defaultdict(list)
        for source, sink in self._network.within_blocks(change):
            steps[source].append(Step(sink, None, frozenset(), 0))
        for group, (source, sink) in self._network.groups.items():
            for councils, start, end in ((1, source, sink), (-1, sink, source)):
                toll = self._toll(change, group, councils)
                if toll is not None:
                    steps[start].append(Step(end, group, toll, self._price(toll)))
        return steps

    def _toll(self, change: Change, group: Group, councils: int) -> frozenset[Cell] | None:
        """What is to be hidden so that nobody sees `councils` more of the change in the group; None
        where it would be seen all the same."""
        altered: Iterable[Figure] = change.altered
        if COUNCILS in change.altered:
            # A hidden group says whether it has fewer than five, and that must stay true.
            before = self._network.table.counts[group, COUNCILS]
            if (before < FEWEST) != (before + councils < FEWEST):
                return None
            altered = self._network.table.figures
        return frozenset({(group, figure) for figure in altered} - self.hidden)

    def _price(self, cells: Iterable[Cell]) -> int:
        """Each figure costs as many councils as are in it, and a little more."""
        return sum(self._network.table.counts[cell] + FEWEST for cell in cells)


def changes(levels: int) -> Iterator[Change]:
    """Every change that may matter, those that alter the fewest figures first."""
    answers = [
        Answer(current, target)
        for current in range(1, levels + 1)
        for target in range(current, levels + 1)
    ]
    for low, high in combinations(range(1, levels + 1), 2):
        targets = range(high, levels + 1)
        yield change(
            (Answer(low, target) for target in targets),
            (Answer(high, target) for target in targets),
        )
        currents = range(1, low + 1)
        yield change(
            (Answer(current, low) for current in currents),
            (Answer(current, high) for current in currents),
        )
    for one, other in combinations(answers, 2):
        if one.current != other.current and one.target != other.target:
            yield change([one], [other])
    for answer in answers:
        yield change([None], [answer])


def cheapest_path(
    steps: Steps, start: Node, end: Node, *, without: Group
) -> tuple[int, frozenset[Cell]] | None:
    """The price of the cheapest path and what is to be hidden on it (Dijkstra 1959)."""
    ahead: list[tuple[int, int, Node, frozenset[Cell]]] = [(0, 0, start, frozenset())]
    order, done = count(1), set()
    while ahead:
        paid, _, node, hiding = heappop(ahead)
        if node == end:
            return paid, hiding
        if node in done:
            continue
        done.add(node)
        for step in steps.get(node, ()):
            if step.group != without and step.end not in done:
                price = paid + step.price
                heappush(ahead, (price, next(order), step.end, hiding | step.toll))
    return None
