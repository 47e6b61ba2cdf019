"""Somebody who has everything that is published and the register, and solves for the rest.

What is not known is how many councils of each block gave each answer: whole numbers, no fewer than
none. Each published figure is an equation over them, each reason given for a hidden group a bound
(where nothing at all is shown, the one reason is that of all councils), and the register bounds
each block. The least and the most that a hidden figure can be are linear
programs, solved by the two-phase simplex method with Bland's rule (Bland 1977).
"""

import math
from collections.abc import Iterable
from itertools import product

import numpy as np
import numpy.typing as npt

from services.reporting.domain.groups import ALL, Block, groups_of
from services.reporting.domain.standings import GroupStanding
from services.reporting.domain.tables import COUNCILS, Answer, Cell, Figure, figures_of

Row = npt.NDArray[np.float64]
NEARLY = 1e-7


class Attacker:
    """`register` is how many councils each block has."""

    def __init__(
        self, published: Iterable[GroupStanding], register: dict[Block, int], levels: int
    ) -> None:
        answers = [
            Answer(current, target)
            for current, target in product(range(1, levels + 1), repeat=2)
            if current <= target
        ]
        self._unknowns = [(block, answer) for block in register for answer in (*answers, None)]
        self._rows: list[tuple[Row, float]] = []
        self._slacks: list[int] = []
        self.shown: dict[Cell, int] = {}
        for block, councils in register.items():
            self._know(self._of_block(block), councils)
        published = list(published)
        nothing = any(each.group == ALL and each.standing.hidden for each in published)
        for each in published:
            self._read(each)
            if each.group == ALL or not nothing:
                self._reason(each)
        self._simplex = Simplex(*self._equations())

    def range_of(self, cell: Cell) -> tuple[int, int]:
        """The least and the most that the figure can be."""
        objective = self._of_cell(cell)
        most = math.floor(self._simplex.most(objective) + NEARLY)
        least = math.ceil(-self._simplex.most(-objective) - NEARLY)
        return least, most

    def _read(self, published: GroupStanding) -> None:
        standing = published.standing
        cells = [
            (COUNCILS, standing.councils),
            *((Figure("current", int(each.answer)), each.councils) for each in standing.current),
            *((Figure("target", int(each.answer)), each.councils) for each in standing.target),
        ]
        for figure, councils in cells:
            if councils is not None:
                self.shown[published.group, figure] = councils
                self._know(self._of_cell((published.group, figure)), councils)

    def _reason(self, published: GroupStanding) -> None:
        everybody = self._of_cell((published.group, COUNCILS))
        if published.standing.hidden == "fewer-than-five":
            self._know(everybody, 4, slack=1)
        elif published.standing.hidden == "would-reveal":
            self._know(everybody, 5, slack=-1)

    def _of_block(self, block: Block) -> Row:
        return np.array([float(block == known) for known, _ in self._unknowns])

    def _of_cell(self, cell: Cell) -> Row:
        group, figure = cell
        return np.array(
            [
                float(group in groups_of(block) and figure in figures_of(answer))
                for block, answer in self._unknowns
            ]
        )

    def _know(self, row: Row, councils: int, slack: int = 0) -> None:
        self._rows.append((row, float(councils)))
        self._slacks.append(slack)

    def _equations(self) -> tuple[npt.NDArray[np.float64], Row]:
        slacks = np.diag(self._slacks)[:, [slack != 0 for slack in self._slacks]]
        left = np.hstack([np.array([row for row, _ in self._rows]), slacks.astype(float)])
        return left, np.array([right for _, right in self._rows])


class Simplex:
    """All x with `left` x = `right` and x ≥ 0; there is one."""

    def __init__(self, left: npt.NDArray[np.float64], right: Row) -> None:
        rows, self._size = left.shape
        tableau = np.hstack([left, np.eye(rows), right[:, None]])
        self._tableau, self._basis = tableau, list(range(self._size, self._size + rows))
        artificial = np.concatenate([np.zeros(self._size), -np.ones(rows)])
        assert abs(self._maximise(artificial)) < NEARLY, "what is published contradicts itself"
        self._drop_artificial()

    def most(self, objective: Row) -> float:
        """The most that objective · x can be."""
        padded = np.zeros(self._size)
        padded[: len(objective)] = objective
        return self._maximise(padded)

    def _maximise(self, objective: Row) -> float:
        while True:
            prices = objective - objective[self._basis] @ self._tableau[:, :-1]
            better = np.flatnonzero(prices > NEARLY)
            if not len(better):
                return float(objective[self._basis] @ self._tableau[:, -1])
            column = self._tableau[:, better[0]]
            limits = np.full(len(column), np.inf)
            up = column > NEARLY
            limits[up] = self._tableau[up, -1] / column[up]
            least = limits.min()
            assert np.isfinite(least), "nothing published bounds it"
            ties = np.flatnonzero(limits <= least + NEARLY)
            self._pivot(min(ties, key=lambda row: self._basis[row]), int(better[0]))

    def _pivot(self, row: int, column: int) -> None:
        self._tableau[row] /= self._tableau[row, column]
        factors = self._tableau[:, column].copy()
        factors[row] = 0
        self._tableau -= np.outer(factors, self._tableau[row])
        self._basis[row] = column

    def _drop_artificial(self) -> None:
        keep = []
        for row, basic in enumerate(self._basis):
            if basic >= self._size:
                columns = np.flatnonzero(abs(self._tableau[row, : self._size]) > NEARLY)
                if not len(columns):
                    continue  # it says the same as the others
                self._pivot(row, int(columns[0]))
            keep.append(row)
        self._basis = [self._basis[row] for row in keep]
        self._tableau = np.delete(
            self._tableau[keep], range(self._size, self._tableau.shape[1] - 1), axis=1
        )
