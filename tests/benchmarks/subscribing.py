"""Systems that listen, as lean as can be: ``python -m tests.benchmarks.subscribing``.

A process of its own for some subscribers of one kind, for whom it notes what came when. It shares
the processors with what it measures, so it makes no objects of events: their positions are enough.

The first line that it reads is a `Wanted` as JSON; it answers with a line of JSON once all of them
listen. The second is the position to wait for; it answers with what each of them `Received`.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import orjson
import uvloop

from tests.benchmarks import listening
from tests.benchmarks.listening import Note

PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02

Received = list[tuple[int, float]]
"""Positions in the order of coming, with when each came, in seconds since the epoch."""


@dataclass(frozen=True)
class Wanted:
    """`kind` names a coroutine of `listening`; `places` are what it listens to, one for each."""

    kind: str
    places: list[Any]


class Listener:
    """What one subscriber got."""

    def __init__(self) -> None:
        self.received: Received = []
        self.last = 0

    def note(self, positions: list[int]) -> None:
        moment = time.time()
        self.received += [(each, moment) for each in positions]
        self.last = max(self.last, *positions)


async def run(wanted: Wanted, told: Callable[[], str], tell: Callable[[object], None]) -> None:
    """Listens until every subscriber has the position that is `told`, or patience ends."""
    listen: Callable[[Any, Note, asyncio.Event], Coroutine[Any, Any, None]]
    listen = getattr(listening, wanted.kind)
    listeners = [Listener() for _ in wanted.places]
    ready = [asyncio.Event() for _ in wanted.places]
    working = [
        asyncio.create_task(listen(place, listener.note, event))
        for place, listener, event in zip(wanted.places, listeners, ready, strict=True)
    ]
    await ready_or_failed(ready, working)
    tell("ready")
    last = int(await asyncio.get_running_loop().run_in_executor(None, told))
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and any(each.last < last for each in listeners):  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)
    for each in working:
        each.cancel()
    tell([each.received for each in listeners])


async def ready_or_failed(ready: list[asyncio.Event], working: list[asyncio.Task[None]]) -> None:
    """Raises what one of them failed with before it listened."""
    waiting: asyncio.Future[Any] = asyncio.gather(*(each.wait() for each in ready))
    await asyncio.wait({waiting, *working}, return_when=asyncio.FIRST_COMPLETED)
    for each in working:
        if each.done():
            each.result()
    await waiting


def tell(what: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(what) + b"\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(run(Wanted(**orjson.loads(sys.stdin.readline())), sys.stdin.readline, tell))
