"""Systems outside that listen over AMQP, and a publisher for them that is the real relay."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import amqp
import orjson
from kombu import Connection
from pymongo import MongoClient

from backbone import broker, database, feed, leases
from backbone.outbox import record_of
from backbone.relay import Relay
from contracts.cloudevents import Envelope
from contracts.messages import load
from contracts.subscribers import Subscriber
from deploy.local.servers import Servers
from tests.trial.running import wait_until
from waymark.settings import Settings
from waymark.subscribers import making
from waymark.subscribers.making import Access, administration

OF_EACH = 10
AT_ONCE = 5_000
IN_HAND = 500


def settings_of(servers: Servers) -> Settings:
    """Those of the operator's command line; all exchanges and queues are there afterwards."""
    # Before a thread does: eventlet, which it imports, belongs to the thread that did so first.
    with broker.connected(servers.amqp_url) as connection:
        broker.declare(connection)
    return Settings(
        amqp_url=servers.amqp_url,
        operator_secret="",
        public_url="",
        demo_file=Path("none"),
        management_url=servers.management_url,
        admin_url=servers.admin_url,
    )


def a_name() -> str:
    return f"tools-{uuid4().hex[:8]}"


def wanted(name: str, *patterns: str, length: int = 1_000) -> Subscriber:
    return load(
        Subscriber, {"name": name, "patterns": patterns or ("barriers.#",), "length": length}
    )


@contextmanager
def subscriber(settings: Settings, *, length: int) -> Iterator[Access]:
    """One for all barrier events, for the length of the block."""
    with administration(settings) as api:
        access = making.add(api, settings, wanted(a_name(), length=length))
        yield access
        making.remove(api, settings, access.name)


def connect(url: str) -> amqp.Connection:
    """Waits for confirms where it publishes."""
    parts = urlsplit(url)
    connection = amqp.Connection(
        host=parts.netloc.rpartition("@")[2],
        userid=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        virtual_host=parts.path.removeprefix("/"),
        confirm_publish=True,
        connect_timeout=5,
        read_timeout=5,
    )
    connection.connect()
    return connection


def heard(access: Access, last: int, seconds: float) -> list[int]:
    """The positions that a subscriber gets, as the tutorial tells it to count them, until it has
    the one that is `last` and nothing more waits."""
    positions: list[int] = []
    until = time.monotonic() + seconds
    with connect(access.url) as connection:
        channel = connection.channel()

        def received(message: amqp.basic_message.Message) -> None:
            position = int(orjson.loads(message.body)["position"])
            # What the relay published again comes again, under the position that it had.
            if position > (positions or [0])[-1]:
                positions.append(position)
            if message.delivery_tag % (IN_HAND // 2) == 0 or position == last:
                channel.basic_ack(message.delivery_tag, multiple=True)

        channel.basic_qos(0, IN_HAND, False)
        channel.basic_consume(access.queue, callback=received)
        while time.monotonic() < until and last not in positions[-1:]:
            connection.drain_events(timeout=until - time.monotonic())
        # The broker tells how many wait a while after the last of them was acknowledged.
        wait_until(lambda: not channel.queue_declare(access.queue, passive=True).message_count)
    return positions


class Publisher:
    """Barrier events in a store of their own and the real relay that publishes them."""

    def __init__(self, servers: Servers) -> None:
        self.client: database.Client = MongoClient(servers.mongodb_url("barriers"), tz_aware=True)
        self.records = self.client["barriers"]
        # Others that had the same servers before have left theirs: positions begin anew.
        self.forget()
        database.prepare(self.records, ())
        leases.introduce(self.records, feed.LEASE_NAME)
        self._amqp_url = servers.amqp_url

    def store(self, count: int) -> None:
        """Adds that many, of barriers with ten events each."""
        barriers = [str(uuid4()) for _ in range(count // OF_EACH)]
        records = [
            record_of(event(barrier, sequence))
            for barrier in barriers
            for sequence in range(1, OF_EACH + 1)
        ]
        for at in range(0, len(records), AT_ONCE):
            self.records["events"].insert_many(records[at : at + AT_ONCE], ordered=False)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        relay = Relay("barriers", self._amqp_url, self.client, self.records, "the publisher")
        thread = threading.Thread(target=relay.run)
        thread.start()
        try:
            yield
        finally:
            relay.stop()
            thread.join(30)
            assert not thread.is_alive()

    def published(self) -> int:
        """The last position that every queue has, or had."""
        lease = self.records["leases"].find_one({"_id": "relay"}) or {}
        return int(lease.get("published", 0))

    def feed(self, after: int, until: int) -> list[int]:
        """The positions that the feed gives behind `after`, page by page, as far as `until`."""
        found: list[int] = []
        while after < until:
            page, _ = feed.read(self.records, after, limit=min(1_000, until - after))
            found += [record["position"] for record in page]
            after = found[-1]
        return found

    def forget(self) -> None:
        for name in ("events", "leases"):
            self.records[name].drop()

    def close(self) -> None:
        """Forgets all of it."""
        self.forget()
        self.client.close()


def event(barrier: str, sequence: int) -> Envelope:
    """About as long as those of the platform."""
    return Envelope(
        id=str(uuid4()),
        type="uk.waymark.barriers.barrier-supported.v1",
        service="barriers",
        aggregate="barrier",
        subject=barrier,
        sequence=sequence,
        time=datetime.now(UTC),
        data={"barrier": barrier, "council": None, "text": "x" * 300},
        correlation_id="tried",
    )


def pass_events(servers: Servers, count: int) -> dict[str, float]:
    """Publishes `count` events while one subscriber is away and another's queue is too short.

    Asserts that the one gets each in order, the other the last ones, that the gap shows in the
    first position and that the feed fills it. Answers what took how many seconds.
    """
    settings, publisher, short = settings_of(servers), Publisher(servers), count // 10
    try:
        with (
            subscriber(settings, length=2 * count) as away,
            subscriber(settings, length=short) as slow,
        ):
            publisher.store(count)
            began = time.monotonic()
            with publisher.at_work():
                wait_until_published(publisher, count)
            relayed = time.monotonic()
            assert heard(away, count, 300) == list(range(1, count + 1))
            caught_up = time.monotonic()
            late = heard(slow, count, 60)
            # Fewer than fit, where some that came again are among them.
            assert len(late) <= short
            assert late == list(range(late[0], count + 1))
            assert [*publisher.feed(0, late[0] - 1), *late] == list(range(1, count + 1))
    finally:
        publisher.close()
        with Connection(servers.amqp_url) as connection:
            connection.default_channel.queue_purge("reporting.from.barriers")
    return {"relayed": relayed - began, "caught up": caught_up - relayed}


def wait_until_published(publisher: Publisher, count: int) -> None:
    until = time.monotonic() + 300
    while publisher.published() < count:
        assert time.monotonic() < until, "the relay did not publish in time"
        time.sleep(0.05)
