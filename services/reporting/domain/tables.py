"""What councils answered for one characteristic, counted in every group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple

from contracts.reporting.messages import GroupKind
from services.reporting.domain.groups import Block, Group, groups_of, partitions

LEVELS = 5

Side = Literal["current", "target"]
SIDES: tuple[Side, ...] = ("current", "target")


class Figure(NamedTuple):
    """`councils` counts who answered; a level of a side, who placed themselves there."""

    side: Literal["councils", "current", "target"]
    level: int


COUNCILS = Figure("councils", 0)


class Answer(NamedTuple):
    """Levels; `target` is not below `current`."""

    current: int
    target: int


Cell = tuple[Group, Figure]


@dataclass(frozen=True)
class Table:
    """`answers` are counted by block; `silent` are the councils of each block without one."""

    answers: Mapping[Block, Counter[Answer]]
    silent: Mapping[Block, int]
    levels: int = LEVELS

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return tuple(sorted({group for block in self.answers for group in groups_of(block)}))

    @cached_property
    def parts(self) -> Mapping[tuple[Group, GroupKind], frozenset[Group]]:
        return partitions(self.answers)

    def silent_in(self, group: Group) -> int:
        return sum(number for block, number in self.silent.items() if group in groups_of(block))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return (COUNCILS, *(cell for side in SIDES for cell in self.side(side)))

    def side(self, side: Side) -> tuple[Figure, ...]:
        return tuple(Figure(side, level) for level in range(1, self.levels + 1))

    @cached_property
    def counts(self) -> Mapping[Cell, int]:
        """Every figure of every group, as it is."""
        counts = dict.fromkeys(product(self.groups, self.figures), 0)
        for block, answers in self.answers.items():
            for answer, councils in answers.items():
                for group, figure in product(groups_of(block), figures_of(answer)):
                    counts[group, figure] += councils
        return counts


def figures_of(answer: Answer | None) -> frozenset[Figure]:
    """The figures that a council with this answer counts in; none where it gave none."""
    if answer is None:
        return frozenset()
    return frozenset((COUNCILS, Figure("current", answer.current), Figure("target", answer.target)))


def make_table(councils: Iterable[tuple[Block, Answer | None]], levels: int = LEVELS) -> Table:
    """The table of the councils of the register, each with its answer if it has one."""
    answers: dict[Block, Counter[Answer]] = {}
    silent: Counter[Block] = Counter()
    for block, answer in councils:
        answers.setdefault(block, Counter())
        if answer is None:
            silent[block] += 1
        else:
            answers[block][answer] += 1
    return Table(answers, silent, levels)
