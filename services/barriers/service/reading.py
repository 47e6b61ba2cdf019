"""One barrier, and lists of them."""

from backbone.pages import page
from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.service.part import Part

MOST_FOUND = 1000
"""Barriers that a search for words lists, the newest that hold them: fifty pages."""


class Reading(Part):
    @query(messages.GetBarrier)
    def barrier(self, request: messages.GetBarrier, caller: Caller) -> messages.Barrier:
        found = self._seen(request.barrier, caller)
        return schemas.barrier(found.state, found.version, caller=caller)

    @query(messages.ListBarriers)
    def barriers(self, request: messages.ListBarriers, caller: Caller) -> messages.Barriers:
        wanted = store.listed(request, caller, self._holding)
        if wanted is None:
            return messages.Barriers(())
        documents, following = page(
            self.work.collection(store.BARRIERS),
            wanted,
            order=store.ORDERS[request.order],
            after=request.after,
            limit=request.limit,
            fields=store.shown(caller),
        )
        return messages.Barriers(tuple(map(schemas.listed, documents)), following)

    def _holding(self, text: str) -> list[str]:
        found: list[str] = self.search.present().holding(text, limit=MOST_FOUND)
        return found
