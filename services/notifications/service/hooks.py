"""What the methods about webhooks share: whose they are, and what is shown of them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from pymongo.client_session import ClientSession

from contracts.barriers.messages import ReadEvents
from contracts.callers import Caller
from contracts.errors import DeadlineExceeded, Unavailable
from contracts.feeds import position_in
from contracts.notifications import messages
from contracts.outcomes import Outcome
from services.notifications import schemas, store
from services.notifications.domain import owning
from services.notifications.domain.webhooks import FEED, Webhook
from services.notifications.posting.posting import Means
from services.notifications.service.part import Part
from services.notifications.store import progress
from services.notifications.store.progress import Progress, Values

May = Callable[[Webhook, Caller], None]
HEAD_SECONDS = 1.0


class Hooks(Part):
    posting: Means | Any
    """In an instance it is what webhooks are posted with."""

    def _found_webhook(self, webhook: str, caller: Caller, may: May) -> Webhook:
        found = self.work.get(store.WEBHOOKS, webhook).state
        may(found, caller)
        return found

    def _change_webhook(
        self,
        webhook: str,
        caller: Caller,
        decide: Callable[[Webhook], Outcome[Webhook]],
        *,
        expected: int | None,
        may: May = owning.must_manage,
        progress_after: Values | None = None,
        seen: Progress | None = None,
    ) -> messages.Webhook:
        """`progress_after` is what the progress is to say from then on, where anything changed;
        `seen` the one that this was decided on, where its place matters."""
        # Before its version is looked at: who may not is told so, whichever they have seen.
        self._found_webhook(webhook, caller, may)

        def allowed(found: Webhook) -> Outcome[Webhook]:
            may(found, caller)
            return decide(found)

        def also(session: ClientSession) -> None:
            if progress_after:
                documents = self.work.collection(store.PROGRESS)
                progress.change(documents, webhook, progress_after, session, seen=seen)

        changed: messages.Webhook = self.work.change(
            store.WEBHOOKS,
            webhook,
            allowed,
            expected=expected,
            reply=partial(self._shown_webhook, caller=caller, changes=progress_after),
            also=also,
        )
        return changed

    def _shown_webhook(
        self,
        webhook: Webhook,
        version: int,
        *,
        caller: Caller,
        changes: Values | None = None,
    ) -> messages.Webhook:
        """`changes` is what its progress is about to be."""
        found = self._progress(webhook.id)
        if changes:
            found = progress.progress_of(progress.document_of(found) | changes)
        lag = self._lags([found.cursor])[found.cursor]
        return schemas.webhook(webhook, version, found, lag=lag, caller=caller)

    def _progress(self, webhook: str) -> Progress:
        documents = self.work.collection(store.PROGRESS)
        return progress.find(documents, webhook) or Progress(webhook, 0)

    def _lags(self, places: Iterable[int]) -> dict[int, schemas.Lag]:
        """By place in the feed. Where barriers does not answer, it is asked no further."""
        distinct = set(places)
        head = self._feed_head() if distinct else None
        since: dict[int, datetime] = {}
        with suppress(Unavailable, DeadlineExceeded):
            for place in distinct:
                if head is not None and place < head:
                    since[place] = self._next_happened(place)
        return {
            place: schemas.Lag(None if head is None else max(0, head - place), since.get(place))
            for place in distinct
        }

    def _next_happened(self, place: int) -> datetime:
        """When the first event behind `place`, which there is, happened."""
        answer = self.ask(FEED, "events", ReadEvents(place, (), 1), deadline=HEAD_SECONDS)
        return datetime.fromisoformat(answer["events"][0]["time"])

    def _feed_head(self) -> int | None:
        """The newest position of the feed; None where it can't be learnt at once."""
        if self.posting.reading.head is not None:
            return int(self.posting.reading.head)
        try:
            answer = self.ask(FEED, "events", ReadEvents(0, (), 1), deadline=HEAD_SECONDS)
        except (Unavailable, DeadlineExceeded):
            return None
        return int(answer["head"])

    def _place(self, text: str) -> int:
        """The position that a cursor, ``now`` or ``beginning`` names.

        Raises:
            NotOfThisFeed: it is none of this feed.
            Conflict: ``position-beyond-the-feed``.
        """
        if text == "beginning":
            return 0
        after = 0 if text == "now" else position_in(FEED, text)
        answer = self.ask(FEED, "events", ReadEvents(after, (), 1))
        return int(answer["head"]) if text == "now" else after
