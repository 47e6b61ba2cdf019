"""A barrier's events, without the names of councils that have taken back their consent since."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.releases import Release
from services.barriers.schemas.barriers import may_know
from services.barriers.schemas.releases import may_see_figures
from services.barriers.store.happenings import happening

FIGURES = ("measure", "low", "high", "as_of")


def known_behind(barrier: Barrier, caller: Caller) -> frozenset[str]:
    """Councils whose support `caller` may know of now."""
    return frozenset(each.council for each in barrier.supporters if may_know(caller, each))


def known_figures(releases: Iterable[Release], caller: Caller) -> frozenset[str]:
    """The ids of the releases whose council `caller` may know of now."""
    return frozenset(each.id for each in releases if may_see_figures(caller, each))


def told(
    event: dict[str, Any], barrier: Barrier, *, behind: frozenset[str], figures: frozenset[str]
) -> messages.Happening:
    """An event of the store. Who may know of a council's support or figures now, reads its name
    where the event has it."""
    one = happening(event, barrier.number, barrier.title)
    if event["aggregate"] == "release":
        return one if event["subject"] in figures else without(one, "council", *FIGURES)
    if event["aggregate"] == "barrier" and one.data.get("council") not in behind:
        return without(one, "council")
    return one


def without(happening: messages.Happening, *names: str) -> messages.Happening:
    hidden = {name: None for name in names if name in happening.data}
    return replace(happening, data={**happening.data, **hidden})
