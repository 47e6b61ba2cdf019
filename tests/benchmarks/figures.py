"""What was measured, in the words of the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.http import Sample


@dataclass(frozen=True)
class Figures:
    """Requests a second (the median of the rounds), and quantiles of all rounds together in ms."""

    rate: float
    p50: float
    p99: float
    size: int

    @classmethod
    def of(cls, rounds: Iterable[Sample]) -> "Figures":
        rounds = list(rounds)
        latencies = [each for sample in rounds for each in sample.latencies]
        return cls(
            rate=median(len(sample.latencies) / sample.seconds for sample in rounds),
            p50=quantile(latencies, 0.5),
            p99=quantile(latencies, 0.99),
            size=rounds[-1].size,
        )


def quantile(seconds: Iterable[float], share: float) -> float:
    """In milliseconds; the nearest value that was measured."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000
