"""What somebody was told, as the web client lists it."""

from backbone.clock import now
from backbone.pages import page
from backbone.rpc import command, query
from contracts.callers import Caller
from contracts.notifications.messages import news as messages
from services.notifications import schemas, store
from services.notifications.domain.choices import must_be_person
from services.notifications.service.asking_barriers import concerned
from services.notifications.service.part import Part


class ReadingNews(Part):
    @query(messages.GetWhatsNew)
    def whats_new(self, request: messages.GetWhatsNew, caller: Caller) -> messages.WhatsNew:
        """Titles are those of today, and none of a barrier told in confidence.

        Raises:
            Refusal: barriers does not answer.
        """
        must_be_person(caller)
        news = self.work.collection(store.NEWS)
        documents, following = page(
            news,
            {"person": caller.person},
            order=store.NEWEST_TOLD,
            after=request.after,
            limit=request.limit,
        )
        barriers = concerned(self.ask, (each["data"].get("barrier") for each in documents))
        since = store.seen_until(self.work.collection(store.SEEN), caller.person)
        items = tuple(schemas.news_item(each, barriers, since) for each in documents)
        return messages.WhatsNew(items, store.unseen(news, caller.person, since), following)

    @query(messages.CountUnseen)
    def count_unseen(self, request: messages.CountUnseen, caller: Caller) -> messages.Seen:  # noqa: ARG002
        must_be_person(caller)
        since = store.seen_until(self.work.collection(store.SEEN), caller.person)
        unseen = store.unseen(self.work.collection(store.NEWS), caller.person, since)
        return messages.Seen(unseen)

    @command(messages.MarkSeen)
    def mark_seen(self, request: messages.MarkSeen, caller: Caller) -> messages.Seen:  # noqa: ARG002
        must_be_person(caller)
        write = store.see(self.work.collection(store.SEEN), caller.person, now())
        seen: messages.Seen = self.work.keep(lambda: (messages.Seen(0), write))
        return seen
