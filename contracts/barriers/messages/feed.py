"""Barrier events in one order, for the systems that listen."""

from dataclasses import dataclass
from typing import Annotated, Any

from contracts.feeds import Pattern
from contracts.fields import FeedPageSize, Position

FEED = "barriers"

SCANNED = 5_000
"""Events that one page of some kinds is picked out of, so that rare ones do not hold up the
service. Of these it reads the kinds alone, which takes some tens of milliseconds. Who keeps events
picks out of as many: so the same page is the same from either."""


@dataclass(frozen=True)
class ReadEvents:
    """Barrier events behind the position `after` that one of `types` matches; all where there are
    none."""

    after: Annotated[int, Position] = 0
    types: tuple[Annotated[str, Pattern], ...] = ()
    limit: Annotated[int, FeedPageSize] = 100


@dataclass(frozen=True)
class Events:
    """CloudEvents in the feed's order, `limit` of them at the most.

    Whoever goes on behind `last` misses none that they want; `head` is the last position of all.
    """

    events: tuple[dict[str, Any], ...]
    last: int
    head: int
