"""The track: one characteristic as a path with five waymarks, drawn as SVG.

Filled waymarks lead to where a council is; a ring marks where it wants to be; the step that comes
next is drawn dashed. It has no colour of its own (`currentColor`), so it reads in any contrast
mode and in print, and no text, so it stays sharp at any width; `Track.text` says the same in words.
"""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from gateway.languages import Words

LEVELS = (1, 2, 3, 4, 5)
Kind = Literal["placed", "not-applicable", "dont-know", "unanswered"]

WIDTH, HEIGHT, MIDDLE = 300, 32, 16
FIRST, APART = 20, 65
DOT, HOLE, RING, HEART = 9, 7, 12, 5
"""Radii: a filled waymark, an empty one, and the two circles of a target's ring."""


@dataclass(frozen=True)
class Track:
    """A drawing and the same in words.

    `svg` stands alone, with the words as its label; `picture` stands beside words that a page
    shows, and is hidden from those who have it read to them.
    """

    drawing: str
    text: str

    @property
    def svg(self) -> Markup:
        return self._element(f'role="img" aria-label="{escape(self.text)}"')

    @property
    def picture(self) -> Markup:
        return self._element('aria-hidden="true"')

    def _element(self, attributes: str) -> Markup:
        return Markup(  # noqa: S704  (what came from outside is escaped)
            f'<svg xmlns="http://www.w3.org/2000/svg" class="waymark-track" {attributes} '
            f'focusable="false" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            f'fill="none" stroke="currentColor" stroke-width="3">{self.drawing}</svg>'
        )


def track(
    words: Words,
    level_names: dict[int, str],
    *,
    kind: Kind,
    current: int | None = None,
    target: int | None = None,
    target_by: str | None = None,
) -> Track:
    """The track of one answer.

    Args:
        words: the language of its text.
        level_names: level → its name in that language.
        kind: of the answer; ``unanswered`` where there is none.
        current: the level the council is at, 1 to 5, where it is placed.
        target: the level it wants to be at, the same or higher; None where it has not said.
        target_by: the month to be there by, as ``2027-03``.
    """
    if kind != "placed" or current is None:
        return Track(_unplaced(kind), _unplaced_text(words, kind))
    goal = target if target is not None and target > current else None
    staying = target == current
    return Track(
        _placed(current, goal, staying=staying),
        _placed_text(words, level_names, current, goal, staying=staying, target_by=target_by),
    )


def _placed(current: int, goal: int | None, *, staying: bool) -> str:
    rest = {level: _hole(level) for level in LEVELS[current:]}
    done = {level: _dot(level) for level in LEVELS[:current]}
    if staying:
        done[current] = _dot(current) + _circle(current, RING + 1, width=2)
    if goal is not None:
        rest[goal] = _circle(goal, RING) + _circle(goal, HEART)
    edges = dict.fromkeys(done, DOT) | dict.fromkeys(rest, HOLE + 1)
    if goal is not None:
        edges[goal] = RING + 1
    if staying:
        edges[current] = RING + 2
    lines = [_line(level, edges, _stroke(level, current, goal)) for level in LEVELS[:-1]]
    return "".join((*lines, *done.values(), *rest.values()))


def _stroke(level: int, current: int, goal: int | None) -> str:
    """The line that leaves `level`: walked, the step that is next, planned after it, or neither."""
    if level < current:
        return 'stroke-width="5"'
    if goal is not None and level == current:
        return 'stroke-width="7" stroke-dasharray="9 4"'
    if goal is not None and level < goal:
        return 'stroke-width="3" stroke-dasharray="3 4"'
    return 'stroke-width="1"'


def _unplaced(kind: Kind) -> str:
    if kind == "not-applicable":
        return "".join(
            f'<path d="M{_x(level) - 8} {MIDDLE}h16" stroke-width="5"/>' for level in LEVELS
        )
    edges = dict.fromkeys(LEVELS, HOLE + 1)
    lines = "".join(_line(level, edges, 'stroke-width="1"') for level in LEVELS[:-1])
    if kind == "dont-know":
        return "".join(_hole(level, 'stroke-dasharray="3 3"') for level in LEVELS)
    return lines + "".join(_hole(level) for level in LEVELS)


def _x(level: int) -> int:
    return FIRST + (level - 1) * APART


def _dot(level: int) -> str:
    return f'<circle cx="{_x(level)}" cy="{MIDDLE}" r="{DOT}" fill="currentColor" stroke="none"/>'


def _hole(level: int, more: str = "") -> str:
    return f'<circle cx="{_x(level)}" cy="{MIDDLE}" r="{HOLE}" stroke-width="2" {more}/>'


def _circle(level: int, radius: int, width: int = 3) -> str:
    return f'<circle cx="{_x(level)}" cy="{MIDDLE}" r="{radius}" stroke-width="{width}"/>'


def _line(level: int, edges: dict[int, int], stroke: str) -> str:
    start, end = _x(level) + edges[level], _x(level + 1) - edges[level + 1]
    return f'<path d="M{start} {MIDDLE}H{end}" {stroke}/>'


def _unplaced_text(_: Words, kind: Kind) -> str:
    if kind == "not-applicable":
        return _("Does not apply to your council")
    if kind == "dont-know":
        return _("You don’t know yet")
    return _("Not answered yet")


def _placed_text(
    _: Words,
    names: dict[int, str],
    current: int,
    goal: int | None,
    *,
    staying: bool,
    target_by: str | None,
) -> str:
    here = names[current]
    if staying:
        return _("%(here)s, and staying there", here=here)
    if goal is None:
        return _("%(here)s, with no target yet", here=here)
    if target_by:
        return _(
            "%(here)s, heading for %(goal)s by %(month)s",
            here=here,
            goal=names[goal],
            month=_.month(target_by),
        )
    return _("%(here)s, heading for %(goal)s", here=here, goal=names[goal])
