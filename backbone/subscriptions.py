"""How a service listens to others: `@on(Event)` above a method that takes it and `Effects`.

Messages are consumed in batches of up to two hundred, applied through the inbox in one transaction,
and acknowledged together after its commit. What the broker has given up as a dead letter is parked:
then it is in the store with all else that could not be applied (G5).
"""

from collections.abc import Callable
from typing import Any

import amqp
import orjson
from nameko.extensions import (
    ENTRYPOINT_EXTENSIONS_ATTR,
    Entrypoint,
    ProviderCollector,
    SharedExtension,
)
from pymongo.errors import PyMongoError

from backbone import broker, parking
from backbone.consuming import Consuming
from backbone.inbox import Handler, Inbox
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime
from contracts.cloudevents import Envelope, Undecodable, from_bytes
from contracts.events import Event
from contracts.topology import (
    DEAD_LETTERS,
    dead_letter_queue,
    notices_exchange,
    subscription_queues,
)

log = logger(__name__)

BATCH = 200
LINGER_SECONDS = 0.002
PAUSE_SECONDS = 0.5
GIVEN_UP = "the broker gave it up: it was delivered too often"


class Subscriber(SharedExtension, ProviderCollector):
    """Consumes every queue that the topology gives to this service."""

    def __init__(self) -> None:
        super().__init__()
        self.consuming: Any = None
        self._handlers: dict[type[Event], Handler] = {}
        self._buffer: list[Any] = []
        self._inbox: Any = None

    def setup(self) -> None:
        runtime: Runtime = self.container.config[RUNTIME]
        self._inbox = Inbox(
            runtime.client,
            runtime.records,
            self._handlers,
            runtime.instance,
            meanwhile=self._show_life,
        )
        self._records = runtime.records
        self.consuming = Consuming(
            runtime.settings.amqp_url,
            queues_of(self.container.service_name),
            prefetch=2 * BATCH,
            on_message=self._buffer.append,
            after_drain=self._apply_all,
        )

    def start(self) -> None:
        service = self.container.service_cls()
        for dependency in self.container.dependencies:
            setattr(service, dependency.attr_name, dependency.get_dependency(None))
        for provider in self._providers:
            self._handlers[provider.event] = getattr(service, provider.method_name)
        self.container.spawn_managed_thread(self.consuming.run)

    def unregister_provider(self, provider: "Subscription") -> None:
        self.consuming.stop_consuming()
        super().unregister_provider(provider)

    def stop(self) -> None:
        self.consuming.close()

    def _apply_all(self) -> None:
        # Those of a connection that broke come again: an acknowledgement of theirs on this one
        # would be for other messages, which nobody has applied.
        self._buffer[:] = [message for message in self._buffer if self.consuming.holds(message)]
        while self._buffer:
            while len(self._buffer) < BATCH and self.consuming.drain(LINGER_SECONDS):
                pass
            batch = self._buffer[:BATCH]
            self._apply(batch)
            del self._buffer[: len(batch)]

    def _show_life(self) -> None:
        """Else the broker would give what is in hand to somebody else, as a dead one's."""
        self.consuming.keep_alive(LINGER_SECONDS)

    def _apply(self, messages: list[Any]) -> None:
        """Applies a batch and acknowledges it, waiting for as long as the database is away."""
        while True:
            try:
                notices = self._try(messages)
                break
            except PyMongoError as error:
                if self.consuming.stopping:
                    return  # not acknowledged: another process, or the next, will have them
                log.warning("subscription waits for the database", reason=repr(error))
                self.consuming.keep_alive(PAUSE_SECONDS)
        self.consuming.channel.basic_ack(messages[-1].delivery_info["delivery_tag"], multiple=True)
        self._send(notices)

    def _try(self, messages: list[Any]) -> set[str]:
        living = [message for message in messages if not is_dead(message)]
        for envelope in self._envelopes([message for message in messages if is_dead(message)]):
            self._inbox.park(envelope, GIVEN_UP)
        again = any(message.delivery_info["redelivered"] for message in living)
        notices: set[str] = self._inbox.apply(self._envelopes(living), suspicious=again)
        return notices

    def _envelopes(self, messages: list[Any]) -> list[Envelope]:
        envelopes = []
        for message in messages:
            try:
                envelopes.append(from_bytes(bytes_of(message)))
            except Undecodable as error:
                key = routing_key_of(message)
                parking.park_bytes(self._records, bytes_of(message), key, str(error))
        return envelopes

    def _send(self, notices: set[str]) -> None:
        name = self.container.service_name
        for notice in notices:
            body = amqp.Message(orjson.dumps({"notice": notice}), content_type="application/json")
            exchange = notices_exchange(name)
            broker.write(self.consuming.channel, body, exchange, f"{name}.{notice}")


class Subscription(Entrypoint):
    """One handler for one type of event."""

    subscriber = Subscriber()

    def __init__(self, event: type[Event], **kwargs: Any) -> None:
        self.event = event
        super().__init__(**kwargs)

    def setup(self) -> None:
        self.subscriber.register_provider(self)

    def stop(self) -> None:
        self.subscriber.unregister_provider(self)


def on(event: type[Event]) -> Callable[[Any], Any]:
    """The method below takes `event` and `Effects`; once for each event, in its aggregate's order.

    It may be called again for the same event where its transaction had to be repeated, so it does
    nothing but with its `Effects`.
    """
    decorator: Callable[[Any], Any] = Subscription.decorator(event)
    return decorator


def handlers_of(service: Any) -> dict[type[Event], Handler]:
    """The handlers of a service's instance, by the event that each is for."""
    found: dict[type[Event], Handler] = {}
    for name in dir(type(service)):
        method = getattr(service, name)
        for entrypoint in getattr(method, ENTRYPOINT_EXTENSIONS_ATTR, ()):
            if isinstance(entrypoint, Subscription):
                found[entrypoint.event] = method
    return found


def queues_of(service: str) -> list[str]:
    """Its subscriptions' queues and that of their dead letters; none where it hears of nobody."""
    queues = [queue.name for queue in subscription_queues(service)]
    return [*queues, dead_letter_queue(service)] if queues else []


def is_dead(message: Any) -> bool:
    return bool(message.delivery_info["exchange"] == DEAD_LETTERS)


def routing_key_of(message: Any) -> str:
    """Under which it was published, though it may have become a dead letter since."""
    deaths = (message.headers or {}).get("x-death")
    return str(deaths[0]["routing-keys"][0] if deaths else message.delivery_info["routing_key"])


def bytes_of(message: Any) -> bytes:
    body = message.body
    return body.encode() if isinstance(body, str) else bytes(body)
