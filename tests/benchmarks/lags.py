"""What subscribers got, beside what was stored: how late, and whether all, once and in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tests.benchmarks.fed import Fed
from tests.benchmarks.figures import quantile
from tests.benchmarks.subscribing import Received


@dataclass(frozen=True)
class Lags:
    """Of all subscribers of a kind. `lags` are in seconds, from the commit of an event to its
    coming; `repeated` counts what came again under a position that had come, which every kind but
    the feed may do."""

    lags: list[float]
    lost: int
    repeated: int
    disordered: int

    def __str__(self) -> str:
        return (
            f"lag p50 {quantile(self.lags, 0.5):6.0f} ms  p95 {quantile(self.lags, 0.95):6.0f} ms"
            f"  longest {max(self.lags) * 1000:6.0f} ms   lost {self.lost}"
            f"  twice {self.repeated}  out of order {self.disordered}"
        )

    def beside(self, other: "Lags") -> str:
        """How many times the other's lag this one's is."""
        p50, p95 = (quantile(self.lags, q) / quantile(other.lags, q) for q in (0.5, 0.95))
        return f"{p50:.2f}× p50, {p95:.2f}× p95"


def lags_of(fed: Fed, subscribers: Iterable[Received], since: float) -> Lags:
    """`since`: what was stored before that moment is not timed, but counted."""
    lags: list[float] = []
    lost = repeated = disordered = 0
    for received in subscribers:
        first: dict[int, float] = {}
        for position, moment in received:
            first.setdefault(position, moment)
        ours = [position for position in first if position in fed.stored]
        lost += len(fed.stored) - len(ours)
        repeated += len(received) - len(first)
        disordered += sum(after < before for before, after in pairwise(ours))
        lags += [first[each] - fed.stored[each] for each in ours if fed.stored[each] >= since]
    return Lags(lags, lost, repeated, disordered)
