"""Asks other services from within a service: seldom, for what no event may tell.

Events are how services hear of each other. But an event is for everybody, and some things are not:
somebody's e-mail address, who is behind a barrier. Who needs them asks at the moment of need, as a
service, and keeps no copy.

One connection, which replies come back on by RabbitMQ's direct reply-to; every call has a deadline.
"""

import threading
import time
from typing import Any

import amqp
import orjson
from nameko.extensions import DependencyProvider

from backbone import broker
from backbone.consuming import Consuming
from backbone.context import current
from backbone.identifiers import new_id
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime
from backbone.settings import SettingMissing
from contracts.accounts.messages import ServiceToken
from contracts.errors import DeadlineExceeded, Unavailable, from_dict
from contracts.messages import to_json
from contracts.topology import RPC_EXCHANGE

log = logger(__name__)

REPLY_TO = "amq.rabbitmq.reply-to"
TRANSIENT = 1
DEADLINE_SECONDS = 5.0
TOKEN_SECONDS = 60.0
"""After which another token is asked for: one holds for two minutes."""


class Waiting:
    """A call under way."""

    def __init__(self) -> None:
        self.answered = threading.Event()
        self.body: Any = None


class Asking:
    """Asks as one service; any number of green threads may at a time."""

    def __init__(self, amqp_url: str, service: str, secret: str) -> None:
        self._waiting: dict[str, Waiting] = {}
        self._proof = ServiceToken(service, secret)
        self._token, self._token_since = "", 0.0
        self.consuming = Consuming(
            amqp_url, [REPLY_TO], prefetch=0, on_message=self._replied, no_ack=True
        )

    def __call__(
        self, service: str, method: str, message: Any, *, deadline: float = DEADLINE_SECONDS
    ) -> Any:
        """The reply as JSON values. `deadline` is in seconds from now, for the proof too.

        Raises:
            Unavailable: the broker is away.
            DeadlineExceeded: no answer came in time.
            Refusal: whatever the service answered instead of a result.
        """
        until = time.monotonic() + deadline
        if time.monotonic() - self._token_since > TOKEN_SECONDS:
            proven = self._ask("accounts", "service_token", self._proof, until, token=None)
            self._token, self._token_since = proven["token"], time.monotonic()
        return self._ask(service, method, message, until, token=self._token)

    def _ask(
        self, service: str, method: str, message: Any, until: float, *, token: str | None
    ) -> Any:
        seconds = until - time.monotonic()
        # A process that has just started may have to wait for its connection.
        if seconds <= 0 or not self.consuming.ready.wait(seconds):
            raise Unavailable
        call, waiting = new_id(), Waiting()
        self._waiting[call] = waiting
        try:
            self._send(f"{service}.{method}", call, message, until, token)
            if not waiting.answered.wait(max(0.0, until - time.monotonic())):
                raise DeadlineExceeded(details={"service": service})
        finally:
            del self._waiting[call]
        reply = orjson.loads(waiting.body)
        if reply.get("error"):
            raise from_dict(reply["error"])
        return reply["result"]

    def _send(
        self, routing_key: str, call: str, message: Any, until: float, token: str | None
    ) -> None:
        seconds = max(0.0, until - time.monotonic())
        headers = {
            "deadline": int((time.time() + seconds) * 1000),
            "idempotency-key": call,
            "correlation-id": current().correlation_id,
            "waymark-token": token,
        }
        request = amqp.Message(
            to_json({"args": [message], "kwargs": {}}),
            content_type="application/json",
            content_encoding="utf-8",
            delivery_mode=TRANSIENT,
            correlation_id=call,
            reply_to=REPLY_TO,
            expiration=str(int(seconds * 1000)),
            application_headers={name: value for name, value in headers.items() if value},
        )
        channel = self.consuming.channel
        if channel is None:
            raise Unavailable
        try:
            broker.write(channel, request, RPC_EXCHANGE, routing_key)
        except broker.BROKEN as error:
            raise Unavailable from error

    def _replied(self, message: Any) -> None:
        waiting = self._waiting.get(message.properties.get("correlation_id", ""))
        if waiting:
            waiting.body = message.body
            waiting.answered.set()


class Others(DependencyProvider):
    """Gives a service its `Asking`: ``ask = Others()``, then ``self.ask("accounts", …)``."""

    def setup(self) -> None:
        runtime: Runtime = self.container.config[RUNTIME]
        settings = runtime.settings
        if settings.service_secret is None:
            raise SettingMissing("SERVICE_SECRET")
        self.asking = Asking(settings.amqp_url, settings.service, settings.service_secret)

    def start(self) -> None:
        self.container.spawn_managed_thread(self.asking.consuming.run)

    def stop(self) -> None:
        self.asking.consuming.stop_consuming()
        self.asking.consuming.close()

    def get_dependency(self, worker_ctx: Any) -> Asking:  # noqa: ARG002 (nameko's signature)
        return self.asking
