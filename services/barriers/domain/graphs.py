"""What feeds a barrier and what it feeds, two steps far, with a bounded number of barriers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_BARRIERS = 12
FARTHEST = 2

Pair = tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """`distances` has each barrier: nought for the middle, -2 or -1 for one that feeds it, 1 or 2
    for one that it feeds. `left_off` says that there are more."""

    distances: Mapping[str, int]
    pairs: tuple[Pair, ...]
    left_off: bool


def around(middle: str, pairs: Iterable[Pair], most: int = MOST_BARRIERS) -> Graph:
    """The graph around `middle`: the nearest barriers first, those of `pairs` that came first among
    equals, what feeds it before what it feeds; and every pair between two that are in it.

    One that feeds it and is fed by it stands where it is nearest, among those that feed it where
    both are as near.
    """
    known = [(barrier, feeds) for barrier, feeds in dict.fromkeys(pairs) if barrier != feeds]
    distances, left_off = {middle: 0}, False
    edges = {-1: {middle}, 1: {middle}}
    for step in range(1, FARTHEST + 1):
        for sign, edge in edges.items():
            reached = dict.fromkeys(neighbours(known, edge, sign))
            new = [each for each in reached if each not in distances]
            kept = new[: most - len(distances)]
            distances |= dict.fromkeys(kept, sign * step)
            left_off = left_off or len(kept) < len(new)
            edges[sign] = reached.keys() & distances.keys()
    inside = tuple(pair for pair in known if pair[0] in distances and pair[1] in distances)
    return Graph(distances, inside, left_off)


def neighbours(pairs: Sequence[Pair], edge: set[str], sign: int) -> list[str]:
    """What feeds the barriers of `edge` (sign -1), or what they feed (1)."""
    if sign < 0:
        return [barrier for barrier, feeds in pairs if feeds in edge]
    return [feeds for barrier, feeds in pairs if barrier in edge]
