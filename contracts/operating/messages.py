"""Requests and answers of `backbone.operations`, which every service understands."""

from dataclasses import dataclass


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
