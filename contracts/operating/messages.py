"""Requests and answers of `backbone.operations`, which every service understands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


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
class Examine:
    """Whether a service's database is as the service needs it."""


@dataclass(frozen=True)
class IndexDifference:
    """An index that is not as declared; ``_id_`` is missing where the whole collection is."""

    collection: str
    index: str
    kind: Literal["missing", "different", "unexpected"]


@dataclass(frozen=True)
class Examination:
    """What a service found of its own database.

    `writable` and `transactions` were tried and leave nothing behind; `others` are other databases
    that its user may touch (``*``: all of them); `anonymous` says that it did not sign in at all.
    `write_concern` and `journal` are those of its writes. `transaction_seconds` is the server's
    limit, None where the user may not read it. `at` is the time by the service's clock when it
    answered, `database_ahead` the seconds by which the server's clock is ahead of it at the least;
    behind, if negative.
    """

    indexes: tuple[IndexDifference, ...]
    writable: bool
    transactions: bool
    anonymous: bool
    others: tuple[str, ...]
    write_concern: str
    journal: bool
    transaction_seconds: int | None
    at: datetime
    database_ahead: float
