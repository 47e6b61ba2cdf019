"""What lies ahead of a webhook, read some posts at a time."""

import time

from services.notifications.domain.webhooks import Webhook
from services.notifications.posting.events import FeedEvent
from services.notifications.posting.reading import Page, Reading
from services.notifications.store.progress import Progress

READ = 5
"""Posts at a time, and 100 events at the least."""

KEPT_SECONDS = 5.0
"""For no longer: words may be removed from an event meanwhile."""

NOTHING = Page((), 0)


class Ahead:
    """Of one webhook."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.forget()

    def forget(self) -> None:
        """Reads anew next time."""
        self._page, self._after, self._since = NOTHING, 0, 0.0
        self._rewritten = self.reading.rewritten

    def next(self, webhook: Webhook, progress: Progress) -> tuple[list[FeedEvent], int]:
        """The events of the next post, and the position that it ends at.

        A post that was begun has the same events again; one that failed has them as they are today.
        """
        self._fill(webhook, progress.place, anew=progress.attempts > 0)
        return self._chosen(webhook, progress)

    def planned(self, webhook: Webhook, progress: Progress) -> int | None:
        """Where the next post will end, as far as it is known without reading on."""
        if not self._is_usable(progress.place):
            return None
        events, last = self._chosen(webhook, progress)
        return last if events else None

    def _chosen(self, webhook: Webhook, progress: Progress) -> tuple[list[FeedEvent], int]:
        until = progress.due or (progress.replay.until if progress.replay else None)
        ahead = [each for each in self._page.events if each.position > progress.place]
        within = [each for each in ahead if until is None or each.position <= until]
        chosen = within[: webhook.batch]
        if len(chosen) < len(within):
            return chosen, chosen[-1].position
        return chosen, self._page.last if until is None else min(self._page.last, until)

    def _fill(self, webhook: Webhook, place: int, *, anew: bool) -> None:
        """Reads on where what was read is used up or old."""
        if self._is_usable(place) and not anew:
            return
        self._page = self.reading.read(place, webhook.events, max(webhook.batch * READ, 100))
        self._after, self._since = place, time.monotonic()
        self._rewritten = self.reading.rewritten

    def _is_usable(self, place: int) -> bool:
        fresh = time.monotonic() - self._since < KEPT_SECONDS
        same = self._rewritten == self.reading.rewritten
        return fresh and same and self._after <= place < self._page.last
