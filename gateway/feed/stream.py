"""A stream of server-sent events that one reader stays on, or comes back to where it was."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from backbone.logs import logger
from contracts.barriers.messages import FEED
from contracts.errors import DeadlineExceeded, Refusal, Unavailable
from contracts.feeds import Cursor
from gateway.feed import asked
from gateway.feed.kept import Told, Types
from gateway.feed.tail import Tail, Wanted

log = logger(__name__)

HEARTBEAT = 15.0
"""Seconds without an event after which a line is kept open; then it is asked who listens, too."""
SECONDS = 600.0
"""After which a stream ends, and the reader comes back to whichever gateway there is."""
PAUSE = 1.0
"""Seconds before barriers is asked again, while it is away."""
LIMIT = 200
SLOW = 20.0
"""Seconds in which a reader has to take what is sent; a slower one is hung up on."""

OPENING = b"retry: 2000\n\n"
AWAY = (Unavailable, DeadlineExceeded)


class TooSlow(Exception):
    """The reader does not take what is sent."""


class Stream(StreamingResponse):
    """Waits for a slow reader, and not for ever; what is not read yet is not made yet either."""

    media_type = "text/event-stream"

    def __init__(
        self,
        told: AsyncGenerator[bytes],
        headers: Mapping[str, str],
        seat: AbstractContextManager[Any],
    ) -> None:
        """`seat` is left when the stream has ended, however it does."""
        super().__init__(told, headers=headers)
        self._told = told
        self._seat = seat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._seat:
            await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        async def in_time(message: Message) -> None:
            try:
                await asyncio.wait_for(send(message), SLOW)
            except TimeoutError:
                raise TooSlow from None

        try:
            await super().stream_response(in_time)
        except TooSlow:
            # An answer that is not ended is one that the server hangs up on.
            log.warning("a reader is too slow")
        finally:
            await self._told.aclose()


async def messages(request: Request, types: Types, after: int) -> AsyncGenerator[bytes]:
    """What one reader is sent, until the stream ends. `after` is their position."""
    tail: Tail = request.app.state.tail
    # Not all at once: they would come back together.
    until = time.monotonic() + SECONDS * random.uniform(0.9, 1.1)  # noqa: S311
    yield OPENING + place(after)
    while time.monotonic() < until and not tail.closed:
        try:
            token = await asked.token(request)
            page = await tail.read(token, Wanted(after, types, LIMIT), HEARTBEAT)
        except AWAY:
            yield b": away for the moment\n\n"
            await asyncio.sleep(PAUSE * random.uniform(1, 2))  # noqa: S311
            continue
        except Refusal:
            # The reader comes back and is told why.
            return
        after = page.last
        yield (
            b"".join(map(message, page.events)) if page.events else b": still here\n" + place(after)
        )


def message(event: Told) -> bytes:
    """As the HTML standard has it; the CloudEvent is one line, for JSON has no line breaks."""
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (
        str(Cursor(FEED, event.position)).encode(),
        event.key.encode(),
        event.body,
    )


def place(position: int) -> bytes:
    """Without data it tells nothing, and moves the reader's Last-Event-ID on all the same."""
    return b"id: %b\n\n" % str(Cursor(FEED, position)).encode()
