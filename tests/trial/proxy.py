"""A TCP proxy before a server: a test can cut its connections, hold them back or slow them."""

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

CHUNK = 65536


class Proxy:
    """Listens on a free port of this machine for as long as its block.

    `carried` is the number of bytes that went through.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[socket.socket] = []
        self._flowing = threading.Event()
        self._flowing.set()
        self._taking = True
        self._delay = 0.0
        self.carried = 0
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closed alone, it would still take one connection more.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.pass_on()
        self.cut()

    def cut(self) -> None:
        """Ends every connection; new ones are taken."""
        for end in self._pairs:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._pairs.clear()

    def turn_away(self) -> None:
        """Ends every connection, and each new one at once."""
        self._taking = False
        self.cut()

    def take_in(self) -> None:
        """Takes connections again."""
        self._taking = True

    def hold_back(self) -> None:
        """Lets nothing through, and says nothing."""
        self._flowing.clear()

    def pass_on(self) -> None:
        """Lets through what was held back."""
        self._flowing.set()

    def slow_down(self, seconds: float) -> None:
        """Keeps every piece for so long before it goes on; 0 is as quick as ever."""
        self._delay = seconds

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = self._reached()
                if server is None:
                    client.close()
                    continue
                self._pairs += [client, server]
                for pair in ((client, server), (server, client)):
                    threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _reached(self) -> socket.socket | None:
        """A connection to the server; none while it is away, or while we turn away."""
        if not self._taking:
            return None
        try:
            return socket.create_connection(self._server)
        except OSError:
            return None

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                self._flowing.wait()
                if self._delay:
                    time.sleep(self._delay)
                sink.sendall(chunk)
                self.carried += len(chunk)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def before(url: str) -> tuple[Proxy, str]:
    """A proxy before the server of this URL, and the URL that leads through it."""
    parts = urlsplit(url)
    proxy = Proxy(str(parts.hostname), parts.port or 0)
    credentials = parts.netloc.rpartition("@")[0]
    return proxy, urlunsplit(parts._replace(netloc=f"{credentials}@127.0.0.1:{proxy.port}"))
