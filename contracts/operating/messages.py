"""Requests and answers of `backbone.operations`, which every service understands."""

from dataclasses import dataclass
from typing import Annotated, Any

from contracts.fields import FeedPageSize, Position


@dataclass(frozen=True)
class GetState:
    """How a service's events and subscriptions stand."""


@dataclass(frozen=True)
class State:
    """Counts of events: `unplaced` wait for the relay, `unpublished` have their place in the feed
    and may not be with the broker yet, `waiting` came before an earlier one of their aggregate, and
    `parked` could not be applied. `position` is the last one given in the service's own feed."""

    position: int
    unplaced: int
    unpublished: int
    waiting: int
    parked: int


@dataclass(frozen=True)
class ReadFeed:
    """The service's own events behind the position `after`, at most `limit` of them."""

    after: Annotated[int, Position] = 0
    limit: Annotated[int, FeedPageSize] = FeedPageSize.largest


@dataclass(frozen=True)
class FeedEvent:
    """`event` is a CloudEvent as it is published."""

    position: int
    event: dict[str, Any]


@dataclass(frozen=True)
class FeedPage:
    """Events in the feed's order, with no position left out; `head` is the last one given.

    Whoever goes on behind the last position that they have seen meets every event once, whatever is
    written meanwhile.
    """

    head: int
    events: tuple[FeedEvent, ...]
