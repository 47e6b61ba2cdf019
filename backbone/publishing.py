"""Publishing with confirms: many in flight, and a bounded wait for all of them."""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import amqp

from backbone import broker
from contracts.cloudevents import CONTENT_TYPE, Envelope, to_bytes

PERSISTENT = 2
CONFIRM_SECONDS = 10.0


class NotConfirmed(Exception):
    """The broker did not confirm or refuse every message in time."""

    def __init__(self) -> None:
        super().__init__(f"the broker did not confirm within {CONFIRM_SECONDS:g} s")


class ConfirmedPublisher:
    """Publishes events on a channel of its own.

    `channel` is an open channel of py-amqp, used by nobody else; confirms are asked for once.
    """

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self._sent = 0
        self._open: set[int] = set()
        self._refused: set[int] = set()
        channel.confirm_select()
        channel.events["basic_ack"].add(self._acknowledged)
        channel.events["basic_nack"].add(self._nacked)

    def publish(
        self,
        envelopes: Iterable[Envelope],
        exchange: str,
        *,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> list[Envelope]:
        """Publishes all of them, in order; returns once each is safe with the broker or refused.

        Answers those that a full queue refused, in order; other queues may have taken them.
        `meanwhile` is called time and again, at least once a second while confirms are awaited;
        what it raises ends the wait.

        Raises:
            NotConfirmed: of some there was no word in `CONFIRM_SECONDS`; any may have arrived.
        """
        sent = {}
        for envelope in envelopes:
            broker.write(self._channel, message_of(envelope), exchange, envelope.routing_key)
            self._sent += 1
            sent[self._sent] = envelope
            self._open.add(self._sent)
            meanwhile()
        self._wait(meanwhile)
        refused, self._refused = self._refused, set()
        return [sent[tag] for tag in sorted(refused)]

    def keep_alive(self) -> None:
        """Reads what the broker sent to an idle connection, or its heartbeats would seem missed."""
        with suppress(TimeoutError):
            self._channel.connection.drain_events(timeout=0.001)
        self._channel.connection.heartbeat_tick()

    def _wait(self, meanwhile: Callable[[], None]) -> None:
        until = time.monotonic() + CONFIRM_SECONDS
        while self._open:
            remaining = until - time.monotonic()
            if remaining <= 0:
                raise NotConfirmed
            with suppress(TimeoutError):
                self._channel.connection.drain_events(timeout=min(remaining, 1.0))
            meanwhile()

    def _acknowledged(self, delivery_tag: int, multiple: bool) -> None:
        self._open -= self._told(delivery_tag, multiple)

    def _nacked(self, delivery_tag: int, multiple: bool) -> None:
        self._refused |= self._told(delivery_tag, multiple)
        self._open -= self._refused

    def _told(self, delivery_tag: int, multiple: bool) -> set[int]:
        if multiple:
            return {tag for tag in self._open if tag <= delivery_tag}
        return self._open & {delivery_tag}


def message_of(envelope: Envelope) -> amqp.Message:
    return amqp.Message(
        to_bytes(envelope),
        content_type=CONTENT_TYPE,
        delivery_mode=PERSISTENT,
        message_id=envelope.id,
    )
