"""What many councils say of one barrier in figures, as one range for each measure.

A sum of ranges goes from the sum of the lows to the sum of the highs: it holds whatever each of
them turns out to be. Different measures are never added.

A council that isn't named lets nobody know its own figure. So a sum shows only where at least
`FEWEST` councils stand behind it, and where those that aren't named are none or at least `FEWEST`
too: the figures of the named are known, and taking them away must not leave the figure of a few.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.barriers.words import Measure, Total

FEWEST = 5
MEASURES: tuple[Measure, ...] = ("money", "people", "homes", "time")
"""In the order in which they are shown, which no amount changes."""


@dataclass(frozen=True)
class Figure:
    """What one council says, at most one for each measure; `named` lets others know whose it is."""

    council: str
    named: bool
    measure: Measure
    low: int
    high: int


def totals(figures: Iterable[Figure]) -> tuple[Total, ...]:
    """The sum of each measure that may be shown."""
    by_measure: dict[Measure, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_measure[figure.measure].append(figure)
    return tuple(
        total(measure, by_measure[measure])
        for measure in MEASURES
        if may_be_added(by_measure[measure])
    )


def may_be_added(figures: Iterable[Figure]) -> bool:
    """Whether the sum of these figures, of one measure, tells no single council's."""
    by_consent = [each.named for each in figures]
    unnamed = by_consent.count(False)
    return len(by_consent) >= FEWEST and (unnamed == 0 or unnamed >= FEWEST)


def total(measure: Measure, figures: Iterable[Figure]) -> Total:
    added = tuple(figures)
    return Total(
        measure=measure,
        low=sum(each.low for each in added),
        high=sum(each.high for each in added),
        councils=len(added),
    )
