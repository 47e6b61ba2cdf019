"""A subscriber's endpoint, real HTTP on this machine, that does what a test tells it."""

import json
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

CHALLENGE = "uk.waymark.notifications.webhook-verification.v1"


@dataclass
class Received:
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def events(self) -> list[dict[str, Any]]:
        said = json.loads(self.body)
        return said if isinstance(said, list) else [said]

    @property
    def is_challenge(self) -> bool:
        return self.events[0]["type"] == CHALLENGE


Answering = Callable[["Endpoint", BaseHTTPRequestHandler, Received], None]


def accepting(_: "Endpoint", handler: BaseHTTPRequestHandler, __: Received) -> None:
    reply(handler, 204)


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def answering(status: int, body: bytes = b"", **headers: str) -> Answering:
    return lambda _, handler, __: reply(handler, status, body, **headers)


class Endpoint:
    """Listens from the start of the block to its end. `received` has all but challenges, in order;
    `answer` may be changed at any time."""

    def __init__(self, answer: Answering = accepting) -> None:
        self.answer = answer
        self.challenged = True
        self.received: list[Received] = []
        self.challenges: list[Received] = []
        self.at_once = self.most_at_once = 0
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def wrap(self, context: ssl.SSLContext) -> None:
        """From the start it speaks TLS."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?token=hush"

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for each in list(self.received) for event in each.events]

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["Content-Length"])
        got = Received(
            {name.lower(): value for name, value in handler.headers.items()},
            handler.rfile.read(length),
        )
        if got.is_challenge and self.challenged:
            self.challenges.append(got)
            answer = {"challenge": got.events[0]["data"]["challenge"]}
            reply(handler, 200, json.dumps(answer).encode())
            return
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self.received.append(got)
        try:
            self.answer(self, handler, got)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self._lock:
                self.at_once -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Else an answer waits for the acknowledgement of its head.
            wbufsize = -1

            def do_POST(self) -> None:
                endpoint.take(self)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
