"""The relay: publishes a service's stored events, after the commit and outside of the request.

Polling is the truth; a wake-up after a commit only makes it quick. One relay of a service is at
work at a time, under a lease with a fence; the others stand by (G2).
"""

import threading
import time
from collections.abc import Callable
from functools import partial

from pymongo.errors import PyMongoError

from backbone import broker, feed, leases, totals
from backbone.database import Client, Records
from backbone.feed import Feed, Record
from backbone.leases import Lease, LeaseLost
from backbone.logs import logger
from backbone.outbox import envelope_from
from backbone.publishing import ConfirmedPublisher, NotConfirmed
from contracts.cloudevents import Envelope
from contracts.topology import events_exchange

log = logger(__name__)

LEASE_NAME = feed.LEASE_NAME
LEASE_SECONDS = 5.0
RENEW_SECONDS = 1.5
POLL_SECONDS = 0.1
STANDBY_SECONDS = 0.5
PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0
"""Between two tries with a broker that takes no events: it is asked less and less often."""
BATCH = 500
GATHER_SECONDS = 0.05
"""From one batch to the next while there is much to do: many events cost little more than one.
An event that comes after a rest is published at once."""
MARK_SECONDS = 1.0


Publish = Callable[[list[Envelope]], list[Envelope]]
"""Publishes and answers what was refused."""


class Stopped(Exception):
    """Told to stop while events waited for room in a queue: the next relay publishes them."""


class Relay:
    """Runs until it is stopped, through a broker or a database that is away."""

    def __init__(
        self, service: str, amqp_url: str, client: Client, records: Records, holder: str
    ) -> None:
        self._exchange = events_exchange(service)
        self._amqp_url = amqp_url
        self._records = records
        self._feed = Feed(client, records)
        self._holder = holder
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._renewed = self._marked = 0.0
        self._published = 0
        self._pause = PAUSE_SECONDS

    def wake(self) -> None:
        """Something was committed: look now instead of at the next poll."""
        self._woken.set()

    def stop(self) -> None:
        """Lets the batch in hand come to its end, then frees the lease."""
        self._stopped.set()
        self.wake()

    def run(self) -> None:
        """Works until `stop`."""
        while not self._stopped.is_set():
            try:
                self._take_a_turn()
            except Stopped:
                return
            except LeaseLost:
                log.info("relay lost its lease")
            except NotConfirmed as error:
                log.warning("relay waits", reason=str(error))
                self._stopped.wait(self._longer_pause())
            except (PyMongoError, *broker.BROKEN) as error:
                log.warning("relay waits", reason=repr(error))
                self._stopped.wait(PAUSE_SECONDS)

    def _take_a_turn(self) -> None:
        lease = self._take_lease()
        if lease is None:
            self._stopped.wait(STANDBY_SECONDS)
            return
        try:
            with broker.connected(self._amqp_url) as connection:
                # What nobody had declared would take the events and drop them.
                broker.declare(connection)
                self._publish_while_leading(lease, ConfirmedPublisher(connection.channel()))
        finally:
            leases.release(self._records, lease)

    def _take_lease(self) -> Lease | None:
        self._renewed = time.monotonic()
        return leases.take(self._records, LEASE_NAME, self._holder, seconds=LEASE_SECONDS)

    def _publish_while_leading(self, lease: Lease, publisher: ConfirmedPublisher) -> None:
        self._catch_up(lease, publisher)
        while not self._stopped.is_set():
            self._renew(lease)
            self._woken.clear()
            began = time.monotonic()
            placed = self._feed.place(lease, limit=BATCH)
            if not placed:
                self._mark(lease)
                publisher.keep_alive()
                self._woken.wait(POLL_SECONDS)
                continue
            self._publish(lease, publisher, placed)
            if len(placed) < BATCH:
                self._stopped.wait(max(0.0, began + GATHER_SECONDS - time.monotonic()))
        self._mark(lease)

    def _catch_up(self, lease: Lease, publisher: ConfirmedPublisher) -> None:
        """Publishes what an earlier relay placed and did not mark: once more, at the worst."""
        position = self._feed.published(lease)
        while placed := self._feed.after(position, limit=BATCH):
            self._renew(lease)
            self._publish(lease, publisher, placed)
            position = placed[-1]["position"]

    def _publish(self, lease: Lease, publisher: ConfirmedPublisher, placed: list[Record]) -> None:
        envelopes = [envelope_from(record) for record in placed]
        # A slow broker must not cost us the lease, or relays would take turns and none get on.
        publish = partial(
            publisher.publish, exchange=self._exchange, meanwhile=partial(self._renew, lease)
        )
        if refused := publish(envelopes):
            self._insist(lease, publisher, publish, refused)
        self._pause = PAUSE_SECONDS
        totals.PUBLISHED.inc(len(envelopes))
        self._published = placed[-1]["position"]
        if time.monotonic() - self._marked >= MARK_SECONDS:
            self._mark(lease)

    def _insist(
        self, lease: Lease, publisher: ConfirmedPublisher, publish: Publish, refused: list[Envelope]
    ) -> None:
        """Publishes what a full queue refused until it is taken; it waits in the store meanwhile.

        Raises:
            Stopped: before it was.
        """
        log.warning(
            "the queue of a subscriber is full and refuses events, which wait in the store",
            first=refused[0].routing_key,
        )
        while refused:
            self._wait_for_room(lease, publisher)
            # One tells whether there is room: the queues that took them would get all again.
            if not publish(refused[:1]):
                self._pause = PAUSE_SECONDS
                refused = publish(refused[1:])
        log.info("the queue takes events again")

    def _wait_for_room(self, lease: Lease, publisher: ConfirmedPublisher) -> None:
        until = time.monotonic() + self._longer_pause()
        while (remaining := until - time.monotonic()) > 0:
            self._renew(lease)
            publisher.keep_alive()
            if self._stopped.wait(min(remaining, STANDBY_SECONDS)):
                raise Stopped

    def _longer_pause(self) -> float:
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        return pause

    def _mark(self, lease: Lease) -> None:
        """Says how far it has come: what is published and not marked is published twice by the
        relay after a killed one, so it need not be said at once."""
        if self._published:
            self._feed.mark_published(lease, self._published)
            self._published, self._marked = 0, time.monotonic()

    def _renew(self, lease: Lease) -> None:
        if time.monotonic() - self._renewed < RENEW_SECONDS:
            return
        renewed = self._take_lease()
        if renewed is None or renewed.fence != lease.fence:
            raise LeaseLost
