"""A lean HTTP/1.1 load client: it shares its processors with what it measures.

Requests are bytes made beforehand; each connection sends the next one as soon as it has an answer.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

WARM_UP_SECONDS = 0.7


class Refused(Exception):
    """The server answered something else than what was to be measured."""


@dataclass
class Sample:
    """What came back in `seconds`; latencies are in seconds, from sending to the last byte.
    `bytes` counts whole answers, heads too."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    bytes: int = 0
    size: int = 0


@dataclass(frozen=True)
class Target:
    """Requests to one server. `expected` is the status that counts as an answer."""

    port: int
    requests: Iterator[bytes]
    expected: int = 200


class Connection(asyncio.Protocol):
    """Sends and counts for as long as `running` is set."""

    def __init__(self, target: Target, sample: Sample) -> None:
        self.failed: Exception | None = None
        self.ended = asyncio.get_running_loop().create_future()
        self.running = True
        self._target = target
        self._sample = sample
        self._received = bytearray()
        self._needed = 0
        self._sent = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._needed:
            self._needed = self._length()
        if self._needed and len(self._received) >= self._needed:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)
        if self.running:
            self.failed = self.failed or Refused(f"The server closed the connection: {exc!r}")

    def _send(self) -> None:
        self._received.clear()
        self._needed = 0
        self._sent = time.perf_counter()
        self._transport.write(next(self._target.requests))

    def _answered(self) -> None:
        self._sample.latencies.append(time.perf_counter() - self._sent)
        self._sample.bytes += self._needed
        if int(self._received[9:12]) != self._target.expected:
            self.failed = Refused(bytes(self._received[:2000]).decode(errors="replace"))
            self.running = False
        if self.running:
            self._send()
        else:
            self._transport.close()

    def _length(self) -> int:
        """Of the whole answer, once its head is here."""
        head = self._received.find(b"\r\n\r\n")
        if head < 0:
            return 0
        fields = bytes(self._received[:head]).lower()
        at = fields.find(b"content-length:")
        if at < 0:
            raise Refused("An answer without a length.")
        return head + 4 + int(fields[at + 15 :].split(b"\r\n", 1)[0])


async def measure(target: Target, *, connections: int, seconds: float) -> Sample:
    """Keeps that many connections busy; what comes in the first moments does not count.

    Raises:
        Refused: an answer had another status than expected.
    """
    sample, loop = Sample(), asyncio.get_running_loop()
    busy: list[Connection] = []
    for _ in range(connections):
        _, connection = await loop.create_connection(
            lambda: Connection(target, sample), "127.0.0.1", target.port
        )
        busy.append(connection)
    await asyncio.sleep(WARM_UP_SECONDS)
    sample.latencies.clear()
    sample.bytes = 0
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    counted, sample.seconds = len(sample.latencies), time.perf_counter() - began
    sample.size = sample.bytes // max(counted, 1)
    for connection in busy:
        connection.running = False
    await asyncio.gather(*(connection.ended for connection in busy))
    for connection in busy:
        if connection.failed:
            raise connection.failed
    del sample.latencies[counted:]
    return sample


class Client:
    """One request at a time, for whatever is not measured by the thousand."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, sent: bytes) -> tuple[int, bytes]:
        """The status and the body."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        return int(head[9:12]), await reader.readexactly(length)

    async def read(self, path: str, key: str | None = None) -> Any:
        """The JSON of an answer that must be 200."""
        status, body = await self.ask(get(path, key))
        if status != 200:
            raise Refused(body.decode(errors="replace"))
        return orjson.loads(body)


def get(path: str, key: str | None = None) -> bytes:
    return request("GET", path, headers(key), b"")


def post(path: str, message: Mapping[str, Any], key: str) -> bytes:
    return request(
        "POST", path, {**headers(key), "Content-Type": "application/json"}, orjson.dumps(message)
    )


def headers(key: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def request(method: str, path: str, fields: Mapping[str, str], body: bytes) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: localhost",
        *(f"{k}: {v}" for k, v in fields.items()),
    ]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
