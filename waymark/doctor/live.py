"""The broker as it is at this moment."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from amqp.exceptions import NotFound
from kombu import Connection
from kombu.exceptions import OperationalError

from contracts import topology
from contracts.errors import Unavailable
from contracts.subscribers import Subscriber
from contracts.topology import Binding
from waymark.management import Management
from waymark.settings import Settings

SECONDS = 5.0


@dataclass(frozen=True)
class Counts:
    """Of one queue: `messages` that wait for a consumer, and its consumers."""

    messages: int
    consumers: int


@dataclass(frozen=True)
class LiveQueue:
    """`messages` are a few seconds old, and include those that a consumer has in hand."""

    type: str
    policy: str | None
    messages: int = 0


@dataclass(frozen=True)
class Live:
    """What the management API says. `policies` are their bodies by name; `feature_flags` are None
    where the user may not read them."""

    version: tuple[int, ...]
    exchanges: Mapping[str, str]
    queues: Mapping[str, LiveQueue]
    bindings: frozenset[Binding]
    policies: Mapping[str, Mapping[str, Any]]
    alarms: tuple[str, ...]
    feature_flags: Mapping[str, str] | None
    subscribers: tuple[Subscriber, ...] = ()


@contextmanager
def connected(settings: Settings) -> Iterator[Connection]:
    """A connection on which nothing waits for longer than `SECONDS`.

    Raises:
        Unavailable: the broker is away, refuses the user, or went away within the block.
    """
    options = {"read_timeout": SECONDS, "write_timeout": SECONDS}
    connection = Connection(settings.amqp_url, connect_timeout=SECONDS, transport_options=options)
    try:
        connection.ensure_connection(max_retries=1, interval_start=0)
        with connection:
            yield connection
    except (OperationalError, *connection.connection_errors, *connection.channel_errors) as error:
        raise Unavailable from error


def management(settings: Settings) -> Management | None:
    """The management API of the broker, where the operator knows one; open it with `with`."""
    if settings.management_url is None:
        return None
    return Management(settings.management_url, settings.amqp_url)


def read(broker: Management) -> Live:
    """Raises Problem."""
    return Live(
        version=broker.version(),
        exchanges={each["name"]: each["type"] for each in broker.exchanges()},
        queues={
            each["name"]: LiveQueue(
                each["type"], each.get("policy"), int(each.get("messages") or 0)
            )
            for each in broker.queues()
        },
        bindings=frozenset(
            Binding(each["source"], each["destination"], each["routing_key"])
            for each in broker.bindings()
            if each["source"] and each["destination_type"] == "queue"
        ),
        policies={each["name"]: each for each in broker.policies()},
        alarms=tuple(broker.alarms()),
        feature_flags=broker.feature_flags(),
        subscribers=tuple(broker.subscribers()),
    )


def counts(connection: Connection, queues: Iterator[str] | list[str]) -> dict[str, Counts]:
    """Those of the queues that exist."""
    found = {}
    for name in queues:
        channel = connection.channel()
        try:
            told = channel.queue_declare(name, passive=True)
        except NotFound:
            continue  # which has closed the channel
        found[name] = Counts(told.message_count, told.consumer_count)
        channel.close()
    return found


def exchanges_there(connection: Connection) -> set[str]:
    """The platform's exchanges that exist, for a broker whose management API is closed to us."""
    found = set()
    for exchange in topology.exchanges():
        channel = connection.channel()
        try:
            channel.exchange_declare(exchange.name, exchange.type, passive=True)
        except NotFound:
            continue
        found.add(exchange.name)
        channel.close()
    return found
