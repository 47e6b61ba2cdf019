"""AMQP's bytes on the socket, in fewer and larger pieces than py-amqp's own.

py-amqp reads each frame in three parts and each part with a system call of its own, nine for a
message; and it sends every frame at once. Under load that is most of what it costs.
"""

from contextlib import suppress
from typing import Any

import eventlet
from amqp.transport import TCPTransport
from kombu.transport import pyamqp

READ_BYTES = 16 * 1024


class Wire(TCPTransport):
    """Reads whatever has come, and can gather what is written before it sends it."""

    def _setup_transport(self) -> None:
        super()._setup_transport()
        self._quick_recv = self._receive
        self._gathered = bytearray()
        self._sending = False

    def gather(self) -> None:
        """From now on, what greenlets write before the next of them waits is sent together.

        Only where eventlet's hub runs. A connection that breaks is noticed by whoever reads.
        """
        self._write = self._gather

    def _receive(self, least: int) -> bytes:
        received: bytes = self.sock.recv(max(least, READ_BYTES))
        return received

    def _gather(self, data: bytes) -> None:
        # A copy: the frame's buffer is used again for the next one.
        self._gathered += data
        if not self._sending:
            self._sending = True
            eventlet.spawn_n(self._send)

    def _send(self) -> None:
        try:
            while self._gathered:
                data, self._gathered = self._gathered, bytearray()
                self._send_whole(memoryview(data))
        except (OSError, AttributeError):
            # Closed or broken, perhaps while this waited for its turn.
            self.connected = False
        finally:
            self._sending = False

    def _send_whole(self, data: memoryview) -> None:
        while data:
            # Whoever reads at this moment has set the socket's timeout for reading.
            with suppress(TimeoutError):
                data = data[self.sock.send(data) :]


class WireConnection(pyamqp.Connection):
    def Transport(  # noqa: N802 (py-amqp's own name)
        self, host: str, connect_timeout: float, ssl: Any = False, *timeouts: Any, **options: Any
    ) -> Any:
        if ssl:
            return super().Transport(host, connect_timeout, ssl, *timeouts, **options)
        return Wire(host, connect_timeout, *timeouts, **options)


class WireTransport(pyamqp.Transport):
    """kombu's transport over a `Wire`."""

    Connection = WireConnection


def gather_writes(channel: Any) -> None:
    """Gathers what is written on the channel's connection, where it is a plain one."""
    transport = channel.connection.transport
    if isinstance(transport, Wire):
        transport.gather()
