"""Makes a subscriber's read models anew out of the feeds, beside the live ones, and swaps (G7).

The service's own handlers are applied to every event of the feeds that it listens to, in their
order. `backbone.swapping` then puts the result in the place of the live models.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pymongo.errors import PyMongoError

from backbone import beside, leases, swapping
from backbone.aggregates import Projection
from backbone.database import PARKED, PROGRESS, WAITING, Client, Records
from backbone.histories import Ask, Histories
from backbone.inbox import Handler
from backbone.leases import Lease, LeaseLost
from backbone.replaying import Replay
from contracts.events import Event

LEASE_SECONDS = 30.0
RENEW_SECONDS = 5.0
NEAR = 500
"""Events behind the heads with which subscriptions are paused: they are replayed in the pause."""
ROUNDS = 20
"""After which it is tried with more of them."""

Tell = Callable[[int, int], None]
"""Called with the events replayed so far, and with those that there are."""


class AnotherAtWork(Exception):
    """Another rebuild of this service holds the lease."""


class NotItsDatabase(Exception):
    """The database lacks a collection that the service makes when it starts."""


class DiscardedMeanwhile(Exception):
    """An event was discarded after it had been parked in the rebuild."""


@dataclass(frozen=True)
class Subscriber:
    """A service as it hears of others. `sources` are kinds of aggregate by publisher."""

    name: str
    projections: Sequence[Projection]
    handlers: Mapping[type[Event], Handler]
    sources: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Rebuilt:
    """`parked` counts events that their handlers refuse; `paused` are seconds."""

    events: int
    parked: int
    paused: float
    notices: frozenset[str]


def rebuild(
    subscriber: Subscriber, client: Client, records: Records, ask: Ask, holder: str, tell: Tell
) -> Rebuilt:
    """Rebuilds and swaps; where it fails, the live read models are as they were.

    Args:
        subscriber: whose read models.
        client: connected to its database.
        records: its database.
        ask: reads a page of a feed.
        holder: names this process among all that run now.
        tell: is told of the progress.

    Raises:
        AnotherAtWork: a rebuild of this service is under way.
        NotItsDatabase: this is no database of the service.
        LeaseLost, PauseEnded, DiscardedMeanwhile: it took too long, or was overtaken.
        FeedNotWhole, OutOfOrder: a feed lacks an event.
        Refusal: what the publisher of a feed answered.
        PyMongoError: the database does not answer.
    """
    missing = {each.collection for each in (PROGRESS, *subscriber.projections)}
    missing -= set(records.list_collection_names())
    if missing:
        raise NotItsDatabase(", ".join(sorted(missing)))
    with held(records, holder) as lease, Histories(ask, list(subscriber.sources)) as histories:
        swapping.settle(records)
        beside.remove_all(records)
        try:
            return Rebuild(subscriber, client, records, lease, histories, tell).run()
        except BaseException:
            with suppress(PyMongoError):
                abandon(records, lease)
            raise


class Rebuild:
    """One run under its lease."""

    def __init__(
        self,
        subscriber: Subscriber,
        client: Client,
        records: Records,
        lease: Lease,
        histories: Histories,
        tell: Tell,
    ) -> None:
        self._subscriber = subscriber
        self._records = records
        self._lease = lease
        self._histories = histories
        self._tell = tell
        self._length = 0
        self._renewed = time.monotonic()
        self._replay = Replay(client, records, lease.fence, subscriber.handlers)

    def run(self) -> Rebuilt:
        models = [PROGRESS, WAITING, PARKED, *self._subscriber.projections]
        beside.prepare(self._records, self._lease.fence, models)
        self._length = self._histories.length()
        for _ in range(ROUNDS):
            if self._catch_up() <= NEAR:
                break
        self._replay.save()
        beside.add_indexes(self._records, self._lease.fence, models)
        self._catch_up()
        parked = self._replay.parked
        paused = self._swap([each.collection for each in models if each is not PROGRESS])
        return Rebuilt(
            events=self._replay.events,
            parked=parked,
            paused=paused,
            notices=frozenset(self._replay.notices),
        )

    def _catch_up(self) -> int:
        """Replays up to the heads; answers how many positions it has passed."""
        before = self._passed
        for publisher, aggregates in self._subscriber.sources.items():
            for page in self._histories.rest(publisher):
                self._renew()
                self._replay.replay(each for each in page.events if each.aggregate in aggregates)
                self._tell(self._passed, max(self._length, self._passed))
        return self._passed - before

    @property
    def _passed(self) -> int:
        return sum(self._histories.positions.values())

    def _swap(self, collections: Sequence[str]) -> float:
        """Answers for how many seconds subscriptions were paused."""
        began = time.monotonic()
        swapping.pause(self._records, self._lease)
        self._catch_up()
        if self._replay.parked_what_was_discarded():
            raise DiscardedMeanwhile
        self._replay.keep_bytes()
        self._replay.save()
        swapping.swap(self._records, self._lease, collections)
        return time.monotonic() - began

    def _renew(self) -> None:
        if time.monotonic() - self._renewed < RENEW_SECONDS:
            return
        self._renewed = time.monotonic()
        renewed = take(self._records, self._lease.holder)
        if renewed != self._lease:
            if renewed:
                leases.release(self._records, renewed)
            raise LeaseLost


@contextmanager
def held(records: Records, holder: str) -> Iterator[Lease]:
    """The lease for the length of the block. Raises AnotherAtWork."""
    leases.introduce(records, swapping.LEASE_NAME)
    lease = take(records, holder)
    if lease is None:
        raise AnotherAtWork
    try:
        yield lease
    finally:
        with suppress(PyMongoError):
            leases.release(records, lease)


def take(records: Records, holder: str) -> Lease | None:
    return leases.take(records, swapping.LEASE_NAME, holder, seconds=LEASE_SECONDS)


def abandon(records: Records, lease: Lease) -> None:
    """Lets subscriptions go on with the live models, unless the swap is sure to happen."""
    swapping.resume(records, lease)
    if not swapping.is_sure(records, lease):
        beside.remove(records, lease.fence)
