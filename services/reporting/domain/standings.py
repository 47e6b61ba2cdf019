"""The day's figures: every characteristic in every group, with what must be hidden left out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.reporting.messages import Cell, Standing, WhyHidden
from services.reporting.domain.groups import Council, Group
from services.reporting.domain.suppression import suppress, why_hidden
from services.reporting.domain.tables import COUNCILS, Answer, Figure, Side, Table, make_table

Answers = Mapping[str, Mapping[str, Answer]]
"""Council code → characteristic → where it placed itself."""


@dataclass(frozen=True)
class GroupStanding:
    """One characteristic in one group."""

    group: Group
    standing: Standing


def all_standings(councils: Iterable[Council], answers: Answers) -> tuple[GroupStanding, ...]:
    """The standings of every characteristic that a council answered, in every group.

    `councils` are all that count: those of the register today, with or without answers.
    """
    register = list(councils)
    answered: dict[str, dict[str, Answer]] = defaultdict(dict)
    for council in register:
        for characteristic, answer in answers.get(council.code, {}).items():
            answered[characteristic][council.code] = answer
    return tuple(
        standing
        for characteristic in sorted(answered)
        for standing in standings(characteristic, table_of(register, answered[characteristic]))
    )


def table_of(register: Iterable[Council], answers: Mapping[str, Answer]) -> Table:
    return make_table((council.block, answers.get(council.code)) for council in register)


def standings(characteristic: str, table: Table) -> Iterable[GroupStanding]:
    hidden = suppress(table)
    for group in table.groups:
        shown = {
            figure: table.counts[group, figure]
            for figure in table.figures
            if (group, figure) not in hidden
        }
        why = None if COUNCILS in shown else why_hidden(table, group, hidden)
        yield GroupStanding(group, standing(characteristic, shown, why, table.levels))


def standing(
    characteristic: str, shown: Mapping[Figure, int], hidden: WhyHidden | None, levels: int
) -> Standing:
    """`shown` are the figures that may be; `hidden` says why the whole of it is not."""

    def cells(side: Side) -> tuple[Cell, ...]:
        figures = [Figure(side, level) for level in range(1, levels + 1)]
        return tuple(
            Cell(str(figure.level), shown[figure])
            if figure in shown
            else Cell(str(figure.level), None, hidden or "would-reveal")
            for figure in figures
        )

    return Standing(
        characteristic=characteristic,
        councils=shown.get(COUNCILS),
        current=cells("current"),
        target=cells("target"),
        hidden=hidden,
    )


def nobody(characteristic: str, levels: int) -> Standing:
    """The standing of a group of which no council had answered by that day."""
    return standing(characteristic, {}, "fewer-than-five", levels)
