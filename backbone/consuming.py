"""One connection that consumes queues in a green thread of its own, for ever."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from kombu import Connection

from backbone import broker
from backbone.logs import logger
from backbone.wire import gather_writes

log = logger(__name__)

POLL_SECONDS = 1.0
HEARTBEAT_CHECK_SECONDS = 1.0
PAUSE_SECONDS = 0.5
END_SECONDS = 3.0


class Consuming:
    """Opens a connection, consumes, and opens another when it breaks, until it is stopped.

    Args:
        url: of the broker.
        queues: their names.
        prefetch: how many messages of each queue may be under way at a time.
        on_message: called in the consuming thread with each message of py-amqp.
        after_drain: called in the same thread whenever messages came, or nothing did for a while.
        no_ack: whether messages count as acknowledged when they are sent.
    """

    def __init__(
        self,
        url: str,
        queues: Sequence[str],
        *,
        prefetch: int,
        on_message: Callable[[Any], None],
        after_drain: Callable[[], None] = lambda: None,
        no_ack: bool = False,
    ) -> None:
        self._url = url
        self._queues = queues
        self._prefetch = prefetch
        self._on_message = on_message
        self._after_drain = after_drain
        self._no_ack = no_ack
        self._cancelled = threading.Event()
        self._quiet = threading.Event()
        self._ended = threading.Event()
        self._connection: Any = None
        self._checked = 0.0
        self.stopping = False
        self.ready = threading.Event()
        self.channel: Any = None

    def run(self) -> None:
        """Consumes until `stop_consuming` and `close`."""
        while not self.stopping:
            try:
                with broker.connected(self._url) as connection:
                    self._consume(connection)
            except broker.BROKEN as error:
                log.warning("consumer waits for the broker", reason=repr(error))
            finally:
                self.ready.clear()
                self.channel = self._connection = None
            if not self.stopping:
                time.sleep(PAUSE_SECONDS)
        self._quiet.set()
        self._ended.set()

    def stop_consuming(self) -> None:
        """Returns once no more messages come; those in hand may still be acknowledged."""
        self.stopping = True
        self._quiet.wait(END_SECONDS)

    def close(self) -> None:
        """Ends the connection. What is not acknowledged goes to another consumer."""
        self._cancelled.set()
        self._ended.wait(END_SECONDS)

    def drain(self, seconds: float) -> bool:
        """Handles the next message, if one comes in time. Only for the consuming thread."""
        try:
            self.channel.connection.drain_events(timeout=seconds)
        except TimeoutError:
            return False
        return True

    def keep_alive(self, seconds: float) -> None:
        """Waits a while without the broker taking us for dead. Only for the consuming thread."""
        self.drain(seconds)
        moment = time.monotonic()
        if moment - self._checked >= HEARTBEAT_CHECK_SECONDS:
            self._checked = moment
            self._connection.heartbeat_check()

    def holds(self, message: Any) -> bool:
        """Whether it can still be answered: with its channel gone, the broker has it back."""
        return self.channel is not None and message.channel is self.channel

    def _consume(self, connection: Connection) -> None:
        # The broker may have come back without what was declared when this process started.
        broker.declare(connection)
        self._connection, self.channel = connection, connection.channel()
        self.channel.basic_qos(0, self._prefetch, False)
        tags = [
            self.channel.basic_consume(queue, no_ack=self._no_ack, callback=self._on_message)
            for queue in self._queues
        ]
        gather_writes(self.channel)
        self.ready.set()
        while not self.stopping:
            self.keep_alive(POLL_SECONDS)
            self._after_drain()
        for tag in tags:
            self.channel.basic_cancel(tag)
        self._after_drain()
        self._quiet.set()
        self._cancelled.wait()
