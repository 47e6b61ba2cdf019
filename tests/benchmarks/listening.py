"""One subscriber of each kind, which tells the positions of what comes as soon as it came."""

import asyncio
import re
import struct
from collections.abc import Callable
from typing import Any

from tests.benchmarks.http import get
from tests.outside import connect

Note = Callable[[list[int]], None]

HOST = "127.0.0.1"
POSITION = re.compile(rb'"position":"(\d+)"')
TOLD = re.compile(rb"id: barriers-(\d+)\nevent: ")
CURSOR = re.compile(rb"waymark-cursor: (\S+)", re.IGNORECASE)
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
CHALLENGE = re.compile(rb'"challenge":"([^"]+)"')
IN_HAND = 1_000


def positions_in(body: bytes) -> list[int]:
    return list(map(int, POSITION.findall(body)))


# The feed, asked again and again.


async def feed(place: dict[str, Any], note: Note, ready: asyncio.Event) -> None:
    """`place`: port, key and the seconds between two questions."""
    reader, writer = await asyncio.open_connection(HOST, place["port"])
    after, wait = "now", 0
    while True:
        path = f"/api/v1/events?after={after}&wait={wait}&limit=500"
        writer.write(get(path, place["key"]))
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(int(found(LENGTH, head)))
        after, wait = found(CURSOR, head).decode(), 20
        if positions := positions_in(body):
            note(positions)
        ready.set()
        await asyncio.sleep(place["pause"])


def found(pattern: re.Pattern[bytes], text: bytes | bytearray) -> bytes:
    """What the pattern picks out. Raises ValueError where it finds nothing."""
    match = pattern.search(text)
    if match is None:
        raise ValueError(bytes(text[:1_000]).decode(errors="replace"))
    return match[1]


# Server-sent events.


async def live(place: dict[str, Any], note: Note, ready: asyncio.Event) -> None:
    """`place`: port, key and how many seconds it takes for each piece of what comes."""
    reader, writer = await asyncio.open_connection(HOST, place["port"], limit=2**22)
    writer.write(get("/api/v1/events/live", place["key"]))
    await reader.readuntil(b"retry: ")
    ready.set()
    rest = b""
    while True:
        some = await reader.read(2**18)
        if not some:
            raise ConnectionError("the stream has ended")
        whole, _, rest = (rest + some).rpartition(b"\n\n")
        if positions := [int(each) for each in TOLD.findall(whole)]:
            note(positions)
        await asyncio.sleep(place["pause"])


# Webhooks.


class Endpoint(asyncio.Protocol):
    """One connection. Answers a challenge with itself, and any other post after `pause` seconds."""

    def __init__(self, note: Note, pause: float) -> None:
        self._note, self._pause = note, pause
        self._received = bytearray()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        if head < 0:
            return
        end = head + 4 + int(found(LENGTH, self._received[:head]))
        if len(self._received) >= end:
            body = bytes(self._received[head + 4 : end])
            del self._received[:end]
            self._take(body)

    def _take(self, body: bytes) -> None:
        if positions := positions_in(body):
            self._note(positions)
            asyncio.get_running_loop().call_later(self._pause, self._answer)
        else:
            self._answer(found(CHALLENGE, body))

    def _answer(self, body: bytes = b"") -> None:
        if not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
            self._transport.write(head + body)


async def webhook(place: dict[str, Any], note: Note, ready: asyncio.Event) -> None:
    """`place`: the port to listen on, and the seconds before an answer."""
    server = await asyncio.get_running_loop().create_server(
        lambda: Endpoint(note, place["pause"]), HOST, place["port"]
    )
    ready.set()
    await server.serve_forever()


# AMQP.

FRAME = struct.Struct(">BHI")
METHOD, BODY = 1, 3
DELIVER = struct.pack(">HH", 60, 60)
ACKNOWLEDGE = struct.Struct(">BHIHHQBB")
ACKNOWLEDGE_SIZE = 13
END = 0xCE


class Deliveries(asyncio.Protocol):
    """What is delivered on channel 1, whose consumer is there. Acknowledges what has come together,
    after `pause` seconds."""

    def __init__(self, note: Note, pause: float) -> None:
        self._note, self._pause = note, pause
        self._received = bytearray()
        self._tag = 0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        bodies: list[bytes] = []
        at, tag = 0, self._tag
        while (frame := self._frame(at)) is not None:
            kind, payload = frame
            at += FRAME.size + len(payload) + 1
            if kind == METHOD and payload[:4] == DELIVER:
                self._tag += 1
            elif kind == BODY:
                bodies.append(payload)
        del self._received[:at]
        if bodies:
            self._note(positions_in(b"\n".join(bodies)))
        if self._tag > tag:
            asyncio.get_running_loop().call_later(self._pause, self._acknowledge, self._tag)

    def _frame(self, at: int) -> tuple[int, bytes] | None:
        """The kind and the payload of the frame there, where all of it has come."""
        if len(self._received) < at + FRAME.size:
            return None
        kind, _, size = FRAME.unpack_from(self._received, at)
        begin = at + FRAME.size
        if len(self._received) < begin + size + 1:
            return None
        return kind, bytes(self._received[begin : begin + size])

    def _acknowledge(self, tag: int) -> None:
        if not self._transport.is_closing():
            frame = ACKNOWLEDGE.pack(METHOD, 1, ACKNOWLEDGE_SIZE, 60, 80, tag, 1, END)
            self._transport.write(frame)


async def queue(place: dict[str, Any], note: Note, ready: asyncio.Event) -> None:
    """`place`: the url and the queue of a subscriber, and the seconds before it acknowledges.

    The library opens the connection; its parsing would cost more than all that is measured.
    """
    connection = connect(place["url"])
    channel = connection.channel(1)
    channel.basic_qos(0, IN_HAND, False)
    _, deliveries = await asyncio.get_running_loop().connect_accepted_socket(
        lambda: Deliveries(note, place["pause"]), consuming(connection, channel, place["queue"])
    )
    ready.set()
    await asyncio.Event().wait()
    del deliveries


def consuming(connection: Any, channel: Any, queue: str) -> Any:
    """The socket, from which nothing of what is delivered has been read yet."""
    channel.basic_consume(queue, callback=lambda _: None)
    sock = connection.transport.sock
    sock.setblocking(False)
    return sock
