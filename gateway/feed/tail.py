"""The feed's newest events in memory, read once for all who wait for them.

While somebody waits, one task reads what is new from barriers, woken by what the broker tells and,
should it tell nothing, by the clock. It asks as whoever came last: every caller may read the feed,
and the gateway itself is nobody. Who is further back than memory reads pages of their own.
"""

import asyncio
import time
from dataclasses import dataclass

from backbone.logs import logger
from contracts.barriers.messages import FEED, ReadEvents
from contracts.errors import Refusal
from gateway.feed.kept import Kept, Page, Types, page_of
from gateway.platform import Client

log = logger(__name__)

POLL = 2.0
"""Seconds after which the feed is read although nothing was heard."""
GATHERING = 0.05
"""Seconds between two reads, so that many events make few of them."""
LINGER = 40.0
"""Seconds that reading goes on after the last reader: who polls comes back at once."""
BATCH = 1_000
DEADLINE = 4.0
"""Seconds that barriers gets to answer a page."""
SEARCHING = 3.0
"""Seconds that one request may look for events of rare kinds among others."""


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for: events behind `after` of any of `types`, all where there are none."""

    after: int
    types: Types
    limit: int


class Tail:
    """`client` asks barriers; `kept` is what is remembered."""

    def __init__(self, client: Client, kept: Kept | None = None) -> None:
        self._client = client
        self._kept = kept or Kept()
        self._task: asyncio.Task[None] | None = None
        self._token: str | None = None
        self._needed = 0.0
        self._heard = asyncio.Event()
        self._news = asyncio.Event()
        self.closed = False

    def hear(self) -> None:
        """Something happened in barriers, or may have."""
        self._heard.set()

    def close(self) -> None:
        """Whoever waits is answered, for the process is to stop."""
        self.closed = True
        self._tell()

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def head(self, token: str) -> int:
        """The position of the last event of all. Raises Unavailable, DeadlineExceeded."""
        return (await self._ask(token, Wanted(0, (), 1))).head

    async def read(self, token: str, wanted: Wanted, seconds: float) -> Page:
        """The next events, as soon as there are any; none where none came within `seconds`.

        Raises:
            NotThisFeed: no event has had that position yet.
            Unavailable, DeadlineExceeded: barriers is away.
        """
        began = time.monotonic()
        after = wanted.after
        while True:
            self._needed, self._token = time.monotonic(), token
            # Whatever is told from here on is news.
            news = self._news
            page = await self._page(token, Wanted(after, wanted.types, wanted.limit))
            after, spent = page.last, time.monotonic() - began
            enough = seconds if page.is_all else max(seconds, SEARCHING)
            if page.events or self.closed or spent >= enough:
                return page
            if page.is_all:
                await happens(news, seconds - spent)

    async def _page(self, token: str, wanted: Wanted) -> Page:
        if self._task and self._kept.covers(wanted.after):
            return self._kept.page(wanted.after, wanted.types, wanted.limit)
        page = await self._ask(token, wanted)
        if page.is_all:
            self._follow(page.last)
        return page

    async def _ask(self, token: str | None, wanted: Wanted) -> Page:
        message = ReadEvents(wanted.after, wanted.types, wanted.limit)
        answer = await self._client.call(FEED, "events", message, token=token, deadline=DEADLINE)
        return page_of(answer)

    def _follow(self, position: int) -> None:
        """Begins to read on behind that position, or hurries who does."""
        if self._task is None and not self.closed:
            self._kept.restart(position)
            self._task = asyncio.create_task(self._read_on())
        elif position > self._kept.end:
            self.hear()

    async def _read_on(self) -> None:
        try:
            while time.monotonic() < self._needed + LINGER and not self.closed:
                await happens(self._heard, POLL)
                self._heard.clear()
                await self._catch_up()
                await asyncio.sleep(GATHERING)
        except Refusal as refusal:
            # Readers ask for themselves now, and are told what it is.
            log.warning("feed is away", reason=refusal.code)
        finally:
            self._task = None
            self._kept.restart(0)
            self._tell()

    async def _catch_up(self) -> None:
        while True:
            page = await self._ask(self._token, Wanted(self._kept.end, (), BATCH))
            if page.events:
                self._kept.add(page.events)
                self._tell()
            if page.is_all or not page.events:
                return

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


async def happens(event: asyncio.Event, seconds: float) -> bool:
    """Whether it happened within that time."""
    try:
        await asyncio.wait_for(event.wait(), max(0.0, seconds))
    except TimeoutError:
        return False
    return True
