"""Server-sent events: what has changed, told to every open browser at once."""

import asyncio
from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from contracts.errors import Unavailable

HEARTBEAT = 15.0
WAITING = 64
"""Messages that may wait for one browser; a slower one is hung up on and comes back by itself."""

Queue = asyncio.Queue[bytes | None]


class Crowded(Unavailable):
    code = "too-many-listeners"
    message = "Too many browsers are listening. The page still shows what was true when it loaded."


class Live:
    """The browsers that listen. Messages are hints to read again, never data."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._listeners: set[Queue] = set()
        self._number = 0
        self._closed = False

    def tell(self, event: str) -> None:
        """Sends `event` to all who listen."""
        self._number += 1
        data = orjson.dumps({"event": event, "number": self._number})
        message = b"id: %d\nevent: %b\ndata: %b\n\n" % (self._number, event.encode(), data)
        for queue in list(self._listeners):
            self._put(queue, message)

    def close(self) -> None:
        """Ends every stream, so that the process can stop."""
        self._closed = True
        for queue in list(self._listeners):
            self._put(queue, None)

    async def stream(self) -> AsyncIterator[bytes]:
        """The messages for one browser, with a comment now and then to keep the line open."""
        queue: Queue = asyncio.Queue(WAITING)
        self._listeners.add(queue)
        try:
            yield b"retry: 2000\n: listening\n\n"
            while not self._closed and queue in self._listeners:
                message = await _next(queue)
                if message is None:
                    return
                yield message
        finally:
            self._listeners.discard(queue)

    def check_room(self) -> None:
        if self._closed or len(self._listeners) >= self._most:
            raise Crowded

    def _put(self, queue: Queue, message: bytes | None) -> None:
        try:
            queue.put_nowait(message)
        except asyncio.QueueFull:
            self._listeners.discard(queue)


async def _next(queue: Queue) -> bytes | None:
    try:
        return await asyncio.wait_for(queue.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"


async def sector(request: Request) -> Response:
    """Tells when the sector's figures have changed: `barriers-changed`, `standing-changed`.

    A browser that comes back reads the figures anew, so its Last-Event-ID needs no memory of ours.
    """
    live: Live = request.app.state.live
    live.check_room()
    return StreamingResponse(
        live.stream(),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )
