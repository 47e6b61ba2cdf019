"""The table that is printed."""

from dataclasses import dataclass

from tests.benchmarks.figures import Figures

WIDTH = 41
HEAD = f"{'':{WIDTH}}{'requests/s':>11}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>8}{'ratio':>8}  aim"


@dataclass(frozen=True)
class Comparison:
    """What Waymark's figures are beside the peer's, and what was aimed at."""

    beside: str
    aim: float


def row(name: str, figures: Figures, peer: Figures | None = None, aim: float | None = None) -> str:
    measured = (
        f"{name:{WIDTH}}{figures.rate:>11,.0f}{figures.p50:>9.1f}{figures.p99:>9.1f}"
        f"{figures.size:>8}"
    )
    if peer is None or aim is None:
        return measured
    return f"{measured}{figures.rate / peer.rate:>7.2f}×  ≥ {aim}×"
