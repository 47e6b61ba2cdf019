"""The relay: publishes a service's stored events, after the commit and outside of the request.

Polling is the truth; a wake-up after a commit only makes it quick. One relay of a service is at
work at a time, under a lease with a fence; the others stand by (G2).
"""

import threading
import time
from functools import partial

from pymongo.errors import PyMongoError

from backbone import broker, feed, leases
from backbone.database import Client, Records
from backbone.feed import Feed, Record
from backbone.leases import Lease, LeaseLost
from backbone.logs import logger
from backbone.outbox import envelope_from
from backbone.publishing import ConfirmedPublisher, NotConfirmed
from contracts.topology import events_exchange

log = logger(__name__)

LEASE_NAME = feed.LEASE_NAME
LEASE_SECONDS = 5.0
RENEW_SECONDS = 1.5
POLL_SECONDS = 0.1
STANDBY_SECONDS = 0.5
PAUSE_SECONDS = 0.5
BATCH = 500
GATHER_SECONDS = 0.05
"""From one batch to the next while there is much to do: many events cost little more than one.
An event that comes after a rest is published at once."""
MARK_SECONDS = 1.0


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
            except LeaseLost:
                log.info("relay lost its lease")
            except (PyMongoError, NotConfirmed, *broker.BROKEN) as error:
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
        publisher.publish(envelopes, self._exchange, meanwhile=partial(self._renew, lease))
        self._published = placed[-1]["position"]
        if time.monotonic() - self._marked >= MARK_SECONDS:
            self._mark(lease)

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
