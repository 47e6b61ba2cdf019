"""Figures with bars beside them. A bar only repeats its number; no order says who is better."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gateway.languages import Words, later
from gateway.pages.content import Model, Taxonomy

WHY_HIDDEN = {
    "fewer-than-five": later("not shown: fewer than 5 councils"),
    "would-reveal": later("not shown: it would give away another figure"),
    "all-the-same": later("not shown: all gave the same answer"),
}
WIDTH = 240


@dataclass(frozen=True)
class Figure:
    """A number as it is shown, and its bar; `shown` says why where there is none."""

    shown: str
    bar: str = ""


@dataclass(frozen=True)
class StandingRow:
    """How many councils are at a level and how many want to be."""

    level: str
    current: Figure
    target: Figure


def bar(value: int, most: int) -> Markup:
    """A bar as long as `value` is of `most`."""
    length = round(WIDTH * value / most) if most else 0
    return Markup(  # noqa: S704  (numbers alone go into it)
        f'<svg class="waymark-bar" viewBox="0 0 {WIDTH} 16" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false"><rect width="{length}" height="16"/></svg>'
    )


def standing_rows(_: Words, model: Model, standing: Mapping[str, Any]) -> list[StandingRow]:
    """A row for each level, in the model's order."""
    current, target = (
        {cell["answer"]: cell for cell in standing[side]} for side in ("current", "target")
    )
    most = max((cell["councils"] or 0 for cell in (*current.values(), *target.values())), default=0)
    return [
        StandingRow(
            _.text(level["name"]),
            _figure(_, current.get(str(level["level"])), most),
            _figure(_, target.get(str(level["level"])), most),
        )
        for level in model.content["levels"]
    ]


def _figure(_: Words, cell: Mapping[str, Any] | None, most: int) -> Figure:
    if cell is None:
        return Figure(_.number(0))
    if cell["councils"] is None:
        return Figure(why_hidden(_, cell["hidden"]))
    return Figure(_.number(cell["councils"]), bar(cell["councils"], most))


def why_hidden(_: Words, reason: str | None) -> str:
    return _(WHY_HIDDEN.get(reason or "", later("not shown")))


@dataclass(frozen=True)
class CountRow:
    """Barriers of one kind or body, and the councils that meet them."""

    id: str
    name: str
    barriers: str
    support: Figure


def count_rows(
    _: Words, taxonomy: Taxonomy, facet: str, counts: Iterable[Mapping[str, Any]]
) -> list[CountRow]:
    counts = list(counts)
    names = taxonomy.names(facet)
    most = max((each["support"] for each in counts), default=0)
    return [
        CountRow(
            each["id"],
            _.text(names[each["id"]]) if each["id"] in names else _("Nobody named"),
            _.number(each["barriers"]),
            Figure(_.number(each["support"]), bar(each["support"], most)),
        )
        for each in counts
    ]
