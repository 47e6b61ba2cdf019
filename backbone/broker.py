"""Connections to RabbitMQ from a service process, and the topology that they rely on."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import amqp
import amqp.spec
import orjson
from kombu import Connection, Exchange, Queue
from kombu.exceptions import OperationalError
from kombu.serialization import register

from contracts import topology

BROKEN = (amqp.AMQPError, OperationalError, OSError)
"""What a connection raises when the broker is away, or throws it out."""

CONNECT_SECONDS = 3
SILENCE_SECONDS = 10
END_SECONDS = 1
HEARTBEAT_SECONDS = 10


def connect(url: str) -> Connection:
    """Opens a connection on which nothing waits for ever: not for an answer, not to be read."""
    # The operator's command line declares what is here, and has no use for eventlet.
    from backbone.wire import WireTransport  # noqa: PLC0415

    connection = Connection(
        url,
        transport=WireTransport,
        heartbeat=HEARTBEAT_SECONDS,
        connect_timeout=CONNECT_SECONDS,
    )
    # kombu's own `connect` sleeps for two seconds before it tries again.
    connection.ensure_connection(max_retries=1, interval_start=0)
    connection.connection.transport.sock.settimeout(SILENCE_SECONDS)
    return connection


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection for the length of the block, whose end a silent broker can't hold up."""
    connection = connect(url)
    try:
        yield connection
    finally:
        if connection.connected:
            connection.connection.transport.sock.settimeout(END_SECONDS)
        with suppress(*BROKEN):
            connection.release()


def declare(connection: Connection) -> None:
    """Declares every exchange, queue and binding of the platform; what is there already stays.

    Before anything is published: an exchange without its queues would take events and drop them.
    """
    with connection.channel() as channel:
        for exchange in topology.exchanges():
            Exchange(exchange.name, type=exchange.type, durable=True)(channel).declare()
        for queue in topology.queues():
            Queue(queue.name, durable=True, queue_arguments=arguments(queue))(
                channel
            ).queue_declare()
        for binding in topology.bindings():
            channel.queue_bind(binding.queue, binding.exchange, binding.routing_key)


def arguments(queue: topology.Queue) -> dict[str, str]:
    """Only what can't be said by a policy: the type, where it is not the broker's own default."""
    return {} if queue.type == "classic" else {"x-queue-type": queue.type}


def write(channel: Any, message: amqp.Message, exchange: str, routing_key: str) -> None:
    """Publishes without reading.

    py-amqp's own `basic_publish` first looks for news from the broker on the same socket, which
    another greenlet may be reading at that moment.
    """
    arguments = (0, exchange, routing_key, False, False)
    channel.send_method(amqp.spec.Basic.Publish, "Bssbb", arguments, message)


def use_orjson() -> None:
    """Makes orjson kombu's JSON: it is several times as fast as the standard library's."""
    register("json", orjson.dumps, orjson.loads, "application/json", "utf-8")
