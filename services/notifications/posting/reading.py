"""Reads the feed of barriers: its newest events once for all webhooks of this process.

Most webhooks are near the newest event, and would each ask for the same ones. So one green thread
reads on behind the head while anybody waits there, and keeps what came for a short while; who is
further behind asks for itself. Nothing is kept long, and nothing of before once an event says that
words were removed from earlier ones.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass

from backbone.asking import Asking
from backbone.logs import logger
from contracts.barriers.messages import ReadEvents
from contracts.barriers.messages.feed import SCANNED
from contracts.barriers.rewriting import REWRITING
from contracts.errors import Refusal
from services.notifications.domain.webhooks import FEED
from services.notifications.posting.events import FeedEvent, feed_event, is_wanted

log = logger(__name__)

POLL_SECONDS = 0.2
IDLE_SECONDS = 5.0
KEPT_SECONDS = 60.0
MOST_KEPT = 20_000
MOST_BYTES = 16_000_000
ONCE = 500


@dataclass(frozen=True)
class Page:
    """Wanted events behind a position, in order; who goes on behind `last` misses none."""

    events: tuple[FeedEvent, ...]
    last: int


class Reading:
    """The feed as this process reads it. `head` is the last position that it knows of, if any;
    `rewritten` counts how often events of before were found to be no longer as they were."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask
        self._news = threading.Condition()
        self._kept: deque[tuple[float, FeedEvent]] = deque()
        self._bytes = 0
        self._before = 0
        self._wanted = 0.0
        self.rewritten = 0
        self.head: int | None = None
        self.stopping = False

    def read(self, after: int, patterns: tuple[str, ...], limit: int) -> Page:
        """At most `limit` events that a pattern matches. Raises what barriers refuses."""
        if self.head is not None and self._before <= after <= self.head:
            self._wanted = time.monotonic()
            return self._of_kept(after, patterns, limit)
        answer = self._ask(FEED, "events", ReadEvents(after, patterns, limit))
        return Page(tuple(map(feed_event, answer["events"])), answer["last"])

    def read_exactly(self, positions: tuple[int, ...], types: tuple[str, ...]) -> list[FeedEvent]:
        """The events at these positions, as they are today. `types` are their routing keys."""
        after, wanted = positions[0] - 1, set(positions)
        answer = self._ask(FEED, "events", ReadEvents(after, types, 1_000))
        return [each for each in map(feed_event, answer["events"]) if each.position in wanted]

    def wait(self, after: int, seconds: float) -> None:
        """Until there is an event behind `after`, or for so long."""
        self._wanted = time.monotonic()
        with self._news:
            if self.head is None or self.head <= after:
                self._news.wait(seconds)

    def run(self) -> None:
        """Reads on behind the head while anybody waits there."""
        while not self.stopping:
            try:
                more = self._is_wanted() and self._look()
            except Refusal as refusal:
                log.warning("webhooks wait for the feed", reason=refusal.code)
                self._forget()
                more = False
            if not more:
                time.sleep(POLL_SECONDS)

    def _is_wanted(self) -> bool:
        """Where nobody waits, what is kept grows old, and is begun anew when somebody does."""
        wanted = time.monotonic() - self._wanted < IDLE_SECONDS
        if not wanted:
            self._forget()
        return wanted

    def _look(self) -> bool:
        """Reads what is new; says whether there may be more at once."""
        if self.head is None:
            answer = self._ask(FEED, "events", ReadEvents(0, (), 1))
            self._before = self.head = answer["head"]
            self._tell()
            return False
        answer = self._ask(FEED, "events", ReadEvents(self.head, (), ONCE))
        moment, events = time.monotonic(), list(map(feed_event, answer["events"]))
        if any(event.key in REWRITING for event in events):
            # These were read after it had its place, and so after what it tells of.
            self._keep_from(self.head)
            self.rewritten += 1
        for event in events:
            self._kept.append((moment, event))
            self._bytes += len(event.body)
        self._drop(moment)
        self.head = answer["last"]
        if answer["events"]:
            self._tell()
        return len(answer["events"]) == ONCE

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()

    def _drop(self, moment: float) -> None:
        while self._kept and (
            len(self._kept) > MOST_KEPT
            or self._bytes > MOST_BYTES
            or moment - self._kept[0][0] > KEPT_SECONDS
        ):
            _, event = self._kept.popleft()
            self._bytes -= len(event.body)
            self._before = event.position

    def _forget(self) -> None:
        self._keep_from(0)
        self.head = None

    def _keep_from(self, position: int) -> None:
        self._kept.clear()
        self._bytes, self._before = 0, position

    def _of_kept(self, after: int, patterns: tuple[str, ...], limit: int) -> Page:
        """From those in memory, whose positions follow each other without a gap."""
        chosen: list[FeedEvent] = []
        last = after
        start = after - self._before
        for index in range(start, min(start + SCANNED, len(self._kept))):
            event = self._kept[index][1]
            last = event.position
            if is_wanted(event, patterns):
                chosen.append(event)
            if len(chosen) == limit:
                break
        return Page(tuple(chosen), last)
