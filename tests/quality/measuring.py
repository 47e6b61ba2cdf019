"""Recall and false alarms of whatever answers a text with ids, the likeliest first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.quality.pairs import SAME, Pair

SHOWN = 5

Answer = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Quality:
    """Shares, from 0 to 1. `recall` is of the right one among five, by sort; `mrr` is the mean of
    one by its place, over all sorts in the barrier's own language. `near` is how often a near miss
    is offered the barrier that it is not, `unrelated` how often a text is offered anything that
    nothing is about."""

    recall: dict[str, float]
    mrr: float
    near: float
    unrelated: float

    @property
    def overall(self) -> float:
        return self.recall["all"]


def measured(answer: Answer, pairs: Iterable[Pair]) -> Quality:
    places: dict[str, list[int | None]] = defaultdict(list)
    offered: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        shown = list(answer(pair.typed))[:SHOWN]
        place = shown.index(pair.barrier) + 1 if pair.barrier in shown else None
        if pair.sort in (*SAME, "across"):
            places[pair.sort].append(place)
        else:
            offered[pair.sort].append(bool(shown) if pair.barrier is None else place is not None)
    own = [place for sort in SAME for place in places.get(sort, [])]
    return Quality(
        recall={sort: share(found) for sort, found in places.items()} | {"all": share(own)},
        mrr=fmean(1 / place if place else 0.0 for place in own),
        near=share_of(offered["near miss"]),
        unrelated=share_of(offered["unrelated"]),
    )


def share(places: Sequence[int | None]) -> float:
    return share_of([place is not None for place in places])


def share_of(answers: Sequence[bool]) -> float:
    return fmean(answers) if answers else 0.0
