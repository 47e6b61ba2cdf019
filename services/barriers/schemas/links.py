"""Links between barriers as each caller may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.links import End, Link

Ends = Mapping[str, End]
"""By the id of a barrier, the one that stands for it: itself, or the one that took it in."""


def link(link: Link, version: int = 0, *, caller: Caller) -> messages.BarrierLink:  # noqa: ARG001
    """With the barriers that it was made for."""
    return messages.BarrierLink(
        id=link.id,
        barrier=link.barrier,
        feeds=link.feeds,
        why=link.why,
        made=link.made,
        mine=caller.council is not None and link.made_by == caller.council,
    )


def links(found: Iterable[Link], ends: Ends, *, caller: Caller) -> tuple[messages.BarrierLink, ...]:
    """Those between two barriers that the caller may see, with those that stand for them."""
    return tuple(
        replace(link(each, caller=caller), barrier=ends[each.barrier].id, feeds=ends[each.feeds].id)
        for each in found
        if is_shown(each, ends)
    )


def is_shown(link: Link, ends: Ends) -> bool:
    barrier, feeds = ends.get(link.barrier), ends.get(link.feeds)
    return barrier is not None and feeds is not None and barrier.id != feeds.id


def linked(end: End, distance: int | None) -> messages.LinkedBarrier:
    return messages.LinkedBarrier(end.id, end.number, end.title, end.kind, end.stage, distance)
