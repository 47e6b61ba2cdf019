"""Watching barriers, and what happened to them lately."""

from backbone.clock import now
from backbone.database import EVENTS
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import COUNCIL_ROLES, Caller
from services.barriers import store
from services.barriers.domain import news
from services.barriers.service.part import Part

MOST_BARRIERS = 200
"""That a council hears of at once, the newest ones."""


class News(Part):
    @query(messages.GetNews)
    def news(self, request: messages.GetNews, caller: Caller) -> messages.News:
        caller.must_be(*COUNCIL_ROLES)
        watches = self.work.collection(store.WATCHES)
        heard = store.watched_by(watches, caller.organisation)
        found = store.latest(
            self.work.collection(store.BARRIERS),
            {"$and": [heard, store.seen_by(caller)]},
            events=EVENTS.collection,
            most=MOST_BARRIERS,
        )
        told = news.told(found, since=request.since)[: request.limit]
        looked = store.looked(self.work.collection(store.LOOKS), caller.person)
        return messages.News(tuple(told), news.after(told, looked), looked)

    @command(messages.MarkNewsRead)
    def mark_news_read(
        self,
        request: messages.MarkNewsRead,  # noqa: ARG002
        caller: Caller,
    ) -> messages.NewsRead:
        caller.must_be(*COUNCIL_ROLES)
        at = now()
        looks = self.work.collection(store.LOOKS)
        write = store.look(looks, caller.person, at)
        read: messages.NewsRead = self.work.keep(lambda: (messages.NewsRead(at), write))
        return read

    @command(messages.WatchBarrier)
    def watch(self, request: messages.WatchBarrier, caller: Caller) -> messages.Watching:
        return self._watch(request, caller, watching=True)

    @command(messages.StopWatching)
    def stop_watching(self, request: messages.StopWatching, caller: Caller) -> messages.Watching:
        return self._watch(request, caller, watching=False)

    def _watch(
        self,
        request: messages.WatchBarrier | messages.StopWatching,
        caller: Caller,
        *,
        watching: bool,
    ) -> messages.Watching:
        caller.must_act_for(request.council)
        barrier = self._seen(request.barrier, caller).state.id
        watches, at = self.work.collection(store.WATCHES), now()
        write = store.set_watching(watches, barrier, request.council, watching=watching, at=at)
        answer = messages.Watching(barrier, watching)
        kept: messages.Watching = self.work.keep(lambda: (answer, write))
        return kept
