"""What happened to a barrier, in order."""

from backbone.database import EVENTS
from backbone.pages import page
from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.service.part import Part


class History(Part):
    @query(messages.GetHistory)
    def history(self, request: messages.GetHistory, caller: Caller) -> messages.History:
        barrier = self._seen(request.barrier, caller).state
        ids = {
            kind: store.belonging(self.work.collection(kept), barrier.id, shown)
            for kind, (kept, shown) in store.BELONGING.items()
        }
        documents, following = page(
            self.work.collection(EVENTS),
            store.events_of(barrier.id, ids),
            order=store.LATEST_FIRST,
            after=request.after,
            limit=request.limit,
        )
        releases = store.releases_of(self.work.collection(store.RELEASES), barrier.id)
        behind = schemas.known_behind(barrier, caller)
        figures = schemas.known_figures((each for each, _ in releases), caller)
        found = (schemas.told(each, barrier, behind=behind, figures=figures) for each in documents)
        return messages.History(tuple(found), following)
