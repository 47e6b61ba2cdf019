"""Requests and answers of `backbone.operations`, which every service understands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from contracts.fields import FeedPageSize, Line, PageSize, Position, Reason

ParkedId = Annotated[str, Line]
"""The id of a parked event, as a list of them gives it."""


@dataclass(frozen=True)
class GetState:
    """How a service's events and subscriptions stand."""


@dataclass(frozen=True)
class State:
    """Counts of events: `unplaced` wait for the relay, `unpublished` have their place in the feed
    and may not be with the broker yet, `waiting` came before an earlier one of their aggregate, and
    `parked` could not be applied, the first of them since `oldest_parked`. `position` is the last
    one given in the service's own feed."""

    position: int
    unplaced: int
    unpublished: int
    waiting: int
    parked: int
    oldest_parked: datetime | None = None


@dataclass(frozen=True)
class ListParked:
    """What a service could not apply, the oldest first."""

    after: str | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Parked:
    """An event that could not be applied since `at`; `behind` counts the later ones of its
    aggregate that are parked with it.

    `service`, `aggregate` and `subject` name the aggregate. All three, `sequence` and `type` are
    None for bytes that are no event, of which the `routing_key` is known instead. Of `reason`, what
    an error said is left out: it may hold a council's words.
    """

    id: str
    service: str | None
    aggregate: str | None
    subject: str | None
    sequence: int | None
    type: str | None
    routing_key: str | None
    reason: str
    at: datetime
    behind: int


@dataclass(frozen=True)
class ParkedEvents:
    """One row for each aggregate, its first parked event, and one for all that is no event."""

    events: tuple[Parked, ...]
    next: str | None


@dataclass(frozen=True)
class GetParked:
    event: ParkedId


@dataclass(frozen=True)
class ParkedEvent:
    """One of them: `first` is the id of the first parked event of its aggregate, `fields` the names
    of what the event holds, without their values."""

    parked: Parked
    first: str
    time: datetime | None
    correlation_id: str | None
    fields: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class GetParkedContent:
    """All of a parked event, values too: for the operator alone."""

    event: ParkedId


@dataclass(frozen=True)
class ParkedContent:
    """`body` is the event as JSON; where the bytes are none, `base64` are they and `text` what of
    them can be read."""

    reason: str
    body: dict[str, Any] | None
    base64: str | None
    text: str | None


@dataclass(frozen=True)
class RetryParked:
    """Apply the parked events of the aggregate that this one belongs to, from the first of them."""

    event: ParkedId


@dataclass(frozen=True)
class DiscardParked:
    """Give up the first parked event of its aggregate, and go on with those behind it."""

    event: ParkedId
    why: Annotated[str, Reason]


@dataclass(frozen=True)
class Retried:
    """What became of an aggregate's parked events.

    `applied` took effect; `waiting` wait for an earlier one that has not come; `parked` are parked
    still, the first of them under the id `first`. `failed` says why that one failed again; where it
    is None and some are parked, those have not been tried yet: retry `first`.
    """

    applied: int
    waiting: int
    parked: int
    first: str | None
    failed: str | None


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
