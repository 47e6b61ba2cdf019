"""Asks services over RPC from asyncio: the gateway's side of nameko's protocol.

Replies come by RabbitMQ's direct reply-to, which needs no queue. Every call has a deadline, which
travels with the request; a broker that is away is said at once, and so is one that takes nothing in
(its memory or disk is used up) and, after a first call that was not answered, a service that nobody
serves.
"""

import asyncio
import time
from contextlib import suppress
from typing import Any, Self

import aiormq
import orjson
from aiormq.abc import DeliveredMessage
from pamqp.commands import Basic

from backbone.identifiers import new_id
from backbone.logs import logger
from contracts.errors import DeadlineExceeded, Unavailable, from_dict
from contracts.messages import to_json

log = logger(__name__)

EXCHANGE = "nameko-rpc"
REPLY_TO = "amq.rabbitmq.reply-to"
DEADLINE_SECONDS = 5.0
CONNECT_SECONDS = 5.0
HEARTBEAT_SECONDS = 10
PAUSE_SECONDS = 0.5
PROBE_SECONDS = 0.5
"""For the broker to say who serves a service; it takes it milliseconds."""
LOOK_SECONDS = 0.2
"""From one look whether the broker takes nothing in to the next, for calls that wait already."""


class RpcClient:
    """One connection for any number of calls at a time; it is opened again whenever it breaks."""

    def __init__(self, amqp_url: str, *, heartbeat: int = HEARTBEAT_SECONDS) -> None:
        self._url = amqp_url
        self._heartbeat = heartbeat
        self._channel: aiormq.abc.AbstractChannel | None = None
        self._connection: aiormq.abc.AbstractConnection | None = None
        self._waiting: dict[str, asyncio.Future[bytes]] = {}
        self._keeper: asyncio.Task[None] | None = None
        self._opened = asyncio.Event()
        self._silent: set[str] = set()

    @property
    def connected(self) -> bool:
        """Whether the broker is there and takes requests."""
        return self._channel is not None and not self._refused()

    async def open(self, *, seconds: float = CONNECT_SECONDS) -> None:
        """Begins to keep a connection; returns once there is one, or after `seconds` without."""
        self._keeper = asyncio.create_task(self._keep_connected())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._opened.wait(), seconds)

    async def close(self) -> None:
        if self._keeper:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def call(
        self,
        service: str,
        method: str,
        message: Any,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
        correlation_id: str | None = None,
        traceparent: str | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> Any:
        """Asks a service and answers its reply as JSON values.

        Args:
            service: its name.
            method: one of its commands or queries.
            message: the request, a message class of contracts.
            token: of the caller; none for nobody.
            idempotency_key: under which a command takes effect once; a new one if not given, so
                that a request which the broker delivers twice takes effect once all the same.
            correlation_id: for logs and events; a new one if not given.
            traceparent: of the W3C's trace context.
            deadline: in seconds from now.

        Raises:
            Unavailable: the broker is away or takes nothing in, or nobody serves that service.
            DeadlineExceeded: no answer came in time.
            Refusal: whatever the service answered instead of a result.
        """
        headers = {
            "deadline": int((time.time() + deadline) * 1000),
            "idempotency-key": idempotency_key or new_id(),
            "correlation-id": correlation_id or new_id(),
            "waymark-token": token,
            "traceparent": traceparent,
        }
        body = to_json({"args": [message], "kwargs": {}})
        if service in self._silent and not await self._is_served(service):
            raise Unavailable(details={"service": service})
        reply = orjson.loads(await self._ask(f"{service}.{method}", body, headers, deadline))
        self._silent.discard(service)
        if reply.get("error"):
            raise from_dict(reply["error"])
        return reply["result"]

    async def _ask(
        self, routing_key: str, body: bytes, headers: dict[str, Any], deadline: float
    ) -> bytes:
        channel = self._channel
        if channel is None or self._refused():
            raise Unavailable
        call = new_id()
        future = asyncio.get_running_loop().create_future()
        # Looked at in any case: a broken connection fails it even where nobody waits for it yet.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._waiting[call] = future
        properties = Basic.Properties(
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=call,
            message_id=call,
            reply_to=REPLY_TO,
            delivery_mode=1,
            expiration=str(int(deadline * 1000)),
            headers={name: value for name, value in headers.items() if value is not None},
        )
        try:
            async with asyncio.timeout(deadline):
                await channel.basic_publish(
                    body,
                    exchange=EXCHANGE,
                    routing_key=routing_key,
                    properties=properties,
                )
                return await future
        except TimeoutError:
            service = routing_key.partition(".")[0]
            self._silent.add(service)
            raise DeadlineExceeded(details={"service": service}) from None
        except (aiormq.AMQPError, OSError, RuntimeError):
            raise Unavailable from None
        finally:
            self._waiting.pop(call, None)

    async def _is_served(self, service: str) -> bool:
        """Whether any process consumes that service's requests at this moment."""
        channel = self._channel
        if channel is None or self._refused():
            return False
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                asking = await channel.connection.channel(publisher_confirms=False)
                found = await asking.queue_declare(f"rpc-{service}", passive=True)
                await asking.close()
        except (aiormq.AMQPError, OSError, RuntimeError, TimeoutError):
            return False
        return bool(found.consumer_count)

    async def _keep_connected(self) -> None:
        while True:
            try:
                await self._serve_one_connection()
            except (aiormq.AMQPError, OSError, RuntimeError, TimeoutError) as error:
                log.warning("waiting for the broker", reason=repr(error))
            await asyncio.sleep(PAUSE_SECONDS)

    async def _serve_one_connection(self) -> None:
        async with asyncio.timeout(CONNECT_SECONDS):
            connection = await aiormq.connect(with_heartbeat(self._url, self._heartbeat))
        try:
            channel = await connection.channel(publisher_confirms=False)
            await channel.exchange_declare(EXCHANGE, exchange_type="topic", durable=True)
            await channel.basic_consume(REPLY_TO, self._replied, no_ack=True)
            self._channel, self._connection = channel, connection
            self._opened.set()
            await self._watch([channel.closing, connection.closing])
        finally:
            self._channel = self._connection = None
            self._fail_waiting()
            with suppress(Exception):
                await asyncio.wait_for(connection.close(), 1)

    async def _watch(self, ends: list[asyncio.Future[Any]]) -> None:
        """Returns when one of `ends` has come; until then, looks after the calls that wait."""
        refused = False
        while not any(end.done() for end in ends):
            await asyncio.wait(ends, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            before, refused = refused, self._refused()
            if refused and not before:
                log.warning("the broker takes nothing in")
                self._fail_waiting()
            elif before and not refused:
                log.info("the broker takes requests again")

    def _refused(self) -> bool:
        return self._connection is not None and is_blocked(self._connection)

    async def _replied(self, message: DeliveredMessage) -> None:
        future = self._waiting.get(message.header.properties.correlation_id or "")
        if future is not None and not future.done():
            future.set_result(message.body)

    def _fail_waiting(self) -> None:
        """Their answers will not come in time; whether they took effect is not known."""
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(DeadlineExceeded())


def is_blocked(connection: aiormq.abc.AbstractConnection) -> bool:
    """Whether the broker has said that it reads nothing of this connection for the time being.

    aiormq tells it only by `ready`, which waits as long: one step of it shows whether it would.
    """
    step = connection.ready()
    try:
        step.send(None)
    except StopIteration:
        return False
    step.close()
    return True


def with_heartbeat(url: str, seconds: int) -> str:
    """Else a broker that says nothing would be taken for dead after three minutes only."""
    return f"{url}{'&' if '?' in url else '?'}heartbeat={seconds}"


class BlockingRpcClient:
    """The same for a program without an event loop, such as the command line."""

    def __init__(self, amqp_url: str) -> None:
        self._url = amqp_url

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._runner.__enter__()
        self._client = self._runner.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._client.close())
        self._runner.close()

    def call(self, service: str, method: str, message: Any, **options: Any) -> Any:
        """As `RpcClient.call`."""
        return self._runner.run(self._client.call(service, method, message, **options))

    async def _open(self) -> RpcClient:
        # Between calls nothing runs that could send a heartbeat.
        client = RpcClient(self._url, heartbeat=0)
        await client.open()
        return client
