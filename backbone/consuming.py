"""One connection that consumes queues in a green thread of its own, for ever."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from kombu import Connection

from backbone import broker
from backbone.logs import logger

log = logger(__name__)

POLL_SECONDS = 1.0
PAUSE_SECONDS = 0.5


class Consuming:
    """Opens a connection, consumes, and opens another when it breaks, until it is stopped.

    Args:
        url: of the broker.
        queues: their names.
        prefetch: how many messages may be under way at a time.
        on_message: called in the consuming thread with each message of py-amqp.
        after_drain: called in the same thread whenever messages came, or nothing did for a while.
    """

    def __init__(
        self,
        url: str,
        queues: Sequence[str],
        *,
        prefetch: int,
        on_message: Callable[[Any], None],
        after_drain: Callable[[], None] = lambda: None,
    ) -> None:
        self._url = url
        self._queues = queues
        self._prefetch = prefetch
        self._on_message = on_message
        self._after_drain = after_drain
        self._stopping = False
        self._cancelled = threading.Event()
        self.ready = threading.Event()
        self.channel: Any = None

    def run(self) -> None:
        """Consumes until `stop_consuming` and `close`."""
        while not self._stopping:
            try:
                with broker.connect(self._url) as connection:
                    self._consume(connection)
            except broker.BROKEN as error:
                log.warning("consumer waits for the broker", reason=repr(error))
            finally:
                self.ready.clear()
                self.channel = None
            if not self._stopping:
                time.sleep(PAUSE_SECONDS)

    def stop_consuming(self) -> None:
        """Takes no more messages; those under way may still be answered and acknowledged."""
        self._stopping = True

    def close(self) -> None:
        """Ends the connection. What is not acknowledged goes to another consumer."""
        self._cancelled.set()

    def drain(self, seconds: float) -> bool:
        """Handles the next message, if one comes in time. Only for the consuming thread."""
        try:
            self.channel.connection.drain_events(timeout=seconds)
        except TimeoutError:
            return False
        return True

    def _consume(self, connection: Connection) -> None:
        self.channel = connection.channel()
        self.channel.basic_qos(0, self._prefetch, False)
        tags = [
            self.channel.basic_consume(queue, callback=self._on_message) for queue in self._queues
        ]
        self.ready.set()
        while not self._stopping:
            self.drain(POLL_SECONDS)
            connection.heartbeat_check()
            self._after_drain()
        for tag in tags:
            self.channel.basic_cancel(tag)
        self._after_drain()
        self._cancelled.wait()
