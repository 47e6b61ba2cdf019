"""Barriers that feed each other, drawn as SVG: one row for each, and a rail to each that is fed.

From a barrier that makes others worse a line leads to the rail of each of them, where a dot says
that it joins; the rail ends in an arrow at the barrier that is fed. So no two lines run over each
other, however many there are, and two that feed each other look it. As the track it has no colour
of its own and stays readable at 320 pixels, in any contrast mode and in print; `Graph.text` and the
table beside it say the same in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from gateway.languages import Words

WIDTH, ROW, TOP = 320, 46, 6
RAIL, BEFORE_DOT, AFTER_DOT = 12, 16, 14
"""From one rail to the next, from the first rail to the barriers, from these to their words."""
IN, OUT = 13, 25
"""Where in its row a barrier is reached, and where it is left."""
LETTER = 8.2
"""Width of a letter, on the whole."""

Found = Mapping[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """A drawing, and what it shows: the barriers in the order of its rows, and one pair of ids for
    each of its lines, which feeds which."""

    drawing: str
    text: str
    barriers: tuple[Found, ...]
    pairs: tuple[Pair, ...]

    @property
    def svg(self) -> Markup:
        height = TOP + ROW * len(self.barriers)
        return Markup(  # noqa: S704  (what came from outside is escaped)
            f'<svg xmlns="http://www.w3.org/2000/svg" class="waymark-graph" role="img" '
            f'aria-label="{escape(self.text)}" focusable="false" '
            f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'fill="none" stroke="currentColor" stroke-width="2">{self.drawing}</svg>'
        )


def graph(words: Words, found: Found) -> Graph | None:
    """The drawing of a graph as barriers gives it, or None where nothing feeds anything."""
    pairs = tuple(dict.fromkeys((each["barrier"], each["feeds"]) for each in found["links"]))
    if not pairs:
        return None
    barriers = in_order(found["barriers"], pairs)
    rows = {each["id"]: place for place, each in enumerate(barriers)}
    rails = rails_of(pairs, rows)
    dots = 8 + RAIL * (max(rails.values()) + 1) + BEFORE_DOT - RAIL
    drawing = "".join(
        (
            *(_rail(fed, pairs, rows, dots - BEFORE_DOT - RAIL * rails[fed]) for fed in rails),
            *(_arrow(rows[fed], dots - BEFORE_DOT - RAIL * rails[fed], dots) for fed in rails),
            *_ways_out(pairs, rows, rails, dots),
            *(_barrier(each, rows[each["id"]], dots) for each in barriers),
        )
    )
    return Graph(drawing, _said(words, barriers, pairs), barriers, pairs)


def in_order(barriers: Sequence[Found], pairs: Sequence[Pair]) -> tuple[Found, ...]:
    """Around a middle by the distance from it; else those that hang together side by side, each
    behind what feeds it, as far as they go in no ring."""
    if any(each["distance"] is not None for each in barriers):
        return tuple(sorted(barriers, key=lambda each: (each["distance"] or 0, each["number"])))
    left = {each["id"]: each for each in sorted(barriers, key=lambda each: str(each["number"]))}
    placed = list[Found]()
    while left:
        together = _hanging_together(next(iter(left)), pairs)
        while here := [each for each in left if each in together]:
            # In a ring each waits for another, and any may come first.
            free = (each for each in here if not any(a in here for a, b in pairs if b == each))
            placed.append(left.pop(next(free, here[0])))
    return tuple(placed)


def _hanging_together(first: str, pairs: Iterable[Pair]) -> set[str]:
    """All that are linked with one another, whichever way."""
    together, grown = {first}, True
    while grown:
        more = {one for pair in pairs if together & {*pair} for one in pair}
        grown = not more <= together
        together |= more
    return together


def rails_of(pairs: Iterable[Pair], rows: Mapping[str, int]) -> dict[str, int]:
    """For each barrier that is fed the number of its rail, from 0 at the barriers: one that is free
    over all rows between it and those that feed it."""
    spans = dict[str, tuple[int, int]]()
    for barrier, fed in pairs:
        first, last = spans.get(fed, (rows[fed], rows[fed]))
        spans[fed] = (min(first, rows[barrier]), max(last, rows[barrier]))
    taken, rails = list[int](), dict[str, int]()
    for fed, (first, last) in sorted(spans.items(), key=lambda each: each[1]):
        free = next((rail for rail, until in enumerate(taken) if until < first), len(taken))
        taken[free:] = [last, *taken[free + 1 :]]
        rails[fed] = free
    return rails


def _rail(fed: str, pairs: Iterable[Pair], rows: Mapping[str, int], x: int) -> str:
    """From the highest to the lowest of where it is joined and where it leads."""
    joined = [_y(rows[barrier]) + OUT for barrier, each in pairs if each == fed]
    ends = (*joined, _y(rows[fed]) + IN)
    return f'<path d="M{x} {min(ends)}V{max(ends)}"/>'


def _arrow(row: int, x: int, dots: int) -> str:
    y, tip = _y(row) + IN, dots - 8
    return (
        f'<path d="M{x} {y}H{tip}"/>'
        f'<path d="M{tip} {y}l-7 -4v8z" fill="currentColor" stroke="none"/>'
    )


def _ways_out(
    pairs: Iterable[Pair], rows: Mapping[str, int], rails: Mapping[str, int], dots: int
) -> list[str]:
    """A line from each barrier that feeds others to the farthest of their rails, with a dot at each
    that it joins."""
    joined = defaultdict[str, list[int]](list)
    for barrier, fed in pairs:
        joined[barrier].append(dots - BEFORE_DOT - RAIL * rails[fed])
    return [
        f'<path d="M{dots - 7} {_y(rows[barrier]) + OUT}H{min(at)}"/>'
        + "".join(
            f'<circle cx="{x}" cy="{_y(rows[barrier]) + OUT}" r="3.5" '
            f'fill="currentColor" stroke="none"/>'
            for x in at
        )
        for barrier, at in joined.items()
    ]


def _barrier(barrier: Found, row: int, x: int) -> str:
    """The middle is a full square, the others are hollow; words say which is which."""
    y, middle = _y(row), barrier["distance"] == 0
    sign = (
        f'<rect x="{x - 7}" y="{y + IN - 7}" width="14" height="{OUT - IN + 14}" '
        f'fill="{"currentColor" if middle else "none"}"/>'
    )
    at = x + AFTER_DOT
    weight = ' font-weight="700"' if middle else ""
    return sign + (
        f'<text x="{at}" y="{y + 16}" fill="currentColor" stroke="none"{weight}>'
        f"{escape(barrier['number'])}</text>"
        f'<text x="{at}" y="{y + 34}" fill="currentColor" stroke="none"{weight}>'
        f"{escape(shortened(barrier['title'], at))}</text>"
    )


def shortened(title: str, x: int) -> str:
    """As much of a title as fits behind `x`."""
    most = int((WIDTH - x) / LETTER)
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _y(row: int) -> int:
    return TOP + ROW * row


def _said(_: Words, barriers: Sequence[Found], pairs: Sequence[Pair]) -> str:
    names = {each["id"]: each["number"] for each in barriers}
    said = [_("%(barrier)s makes %(fed)s worse", barrier=names[a], fed=names[b]) for a, b in pairs]
    return "; ".join(said)
