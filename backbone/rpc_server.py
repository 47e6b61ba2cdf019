"""The consumer behind a service's RPC methods, as a nameko extension."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import amqp
import orjson
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, ProviderCollector, SharedExtension

from backbone import broker
from backbone.consuming import Consuming
from backbone.deliveries import Delivery
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime
from contracts import topology
from contracts.errors import Failed, Invalid, NotFound, Refusal

log = logger(__name__)

TRANSIENT = 1
DIRECT_REPLY = "amq.rabbitmq.reply-to"


class RpcServer(SharedExtension, ProviderCollector):
    """Takes requests from the service's queue, gives each to a worker, and sends the replies."""

    def __init__(self) -> None:
        super().__init__()
        self.consuming: Any = None
        self._methods: dict[str, RpcMethod] = {}

    def setup(self) -> None:
        runtime: Runtime = self.container.config[RUNTIME]
        self.consuming = Consuming(
            runtime.settings.amqp_url,
            [topology.rpc_queue(self.container.service_name)],
            prefetch=self.container.max_workers,
            on_message=self._take,
        )

    def start(self) -> None:
        self.container.spawn_managed_thread(self.consuming.run)

    def register_provider(self, provider: "RpcMethod") -> None:
        self._methods[provider.method_name] = provider
        super().register_provider(provider)

    def unregister_provider(self, provider: "RpcMethod") -> None:
        self.consuming.stop_consuming()
        super().unregister_provider(provider)

    def stop(self) -> None:
        self.consuming.close()

    def _take(self, message: Any) -> None:
        deadline = deadline_of(message)
        if deadline is not None and deadline < time.time():
            # Nobody waits for the answer any more.
            self._acknowledge(message)
            return
        try:
            method = self._method(message)
            data = data_of(message)
        except Refusal as refusal:
            self._reply(message, {"result": None, "error": refusal.to_dict()})
            return
        self._work(method, message, data, deadline)

    def _method(self, message: Any) -> "RpcMethod":
        name = message.delivery_info["routing_key"].partition(".")[2]
        if name not in self._methods:
            raise NotFound(f"There is no method {name}.", code="no-such-method")
        return self._methods[name]

    def _work(self, method: "RpcMethod", message: Any, data: Any, deadline: float | None) -> None:
        delivery = Delivery(
            method=message.delivery_info["routing_key"],
            data=data,
            headers=message.headers or {},
            deadline=deadline,
            runtime=self.container.config[RUNTIME],
        )
        try:
            self.container.spawn_worker(
                method, (delivery,), {}, handle_result=partial(self._finish, message)
            )
        except ContainerBeingKilled:
            self._give_back(message)

    def _finish(self, message: Any, _: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        reply = result or {"result": None, "error": Failed().to_dict()}
        self._reply(message, reply)
        return result, exc_info

    def _reply(self, message: Any, reply: dict[str, Any]) -> None:
        reply_to = message.properties.get("reply_to")
        if reply_to:
            body = encoded(reply)
            self._on_its_channel(message, partial(send, message.channel, reply_to, message, body))
        self._acknowledge(message)

    def _acknowledge(self, message: Any) -> None:
        self._on_its_channel(
            message, partial(message.channel.basic_ack, message.delivery_info["delivery_tag"])
        )

    def _give_back(self, message: Any) -> None:
        tag = message.delivery_info["delivery_tag"]
        self._on_its_channel(message, partial(message.channel.basic_reject, tag, requeue=True))

    def _on_its_channel(self, message: Any, act: Callable[[], Any]) -> None:
        """Acts on the message's channel; if that is gone, the broker has the message back."""
        if not self.consuming.holds(message):
            return
        try:
            act()
        except broker.BROKEN as error:
            log.warning("reply was lost with its connection", reason=repr(error))


class RpcMethod(Entrypoint):
    """One method that can be asked over RPC."""

    server = RpcServer()

    def setup(self) -> None:
        self.server.register_provider(self)

    def stop(self) -> None:
        self.server.unregister_provider(self)


def encoded(reply: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(reply)
    except TypeError:
        log.exception("answer is no JSON")
        return orjson.dumps({"result": None, "error": Failed().to_dict()})


def send(channel: Any, reply_to: str, message: Any, body: bytes) -> None:
    answer = amqp.Message(
        body,
        content_type="application/json",
        content_encoding="utf-8",
        delivery_mode=TRANSIENT,
        correlation_id=message.properties.get("correlation_id", ""),
    )
    exchange = "" if reply_to.startswith(DIRECT_REPLY) else topology.RPC_EXCHANGE
    broker.write(channel, answer, exchange, reply_to)


def deadline_of(message: Any) -> float | None:
    """Seconds since the epoch, or None where the caller named no deadline."""
    value = (message.headers or {}).get("deadline")
    return float(value) / 1000 if isinstance(value, int | float) else None


def data_of(message: Any) -> Any:
    """The one argument of the call, in nameko's form ``{"args": [data], "kwargs": {}}``.

    Raises:
        Invalid: the body is no such thing.
    """
    try:
        arguments = orjson.loads(message.body)["args"]
        return arguments[0]
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError):
        raise Invalid(code="malformed-request", message="The request can't be read.") from None
