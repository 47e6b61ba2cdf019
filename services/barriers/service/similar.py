"""Barriers like the one that somebody is typing."""

from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import likeness
from services.barriers.service.part import Part


class Similar(Part):
    @query(messages.FindSimilar)
    def similar(self, request: messages.FindSimilar, caller: Caller) -> messages.SimilarBarriers:
        typed = likeness.words(request.text)
        barriers = self.work.collection(store.BARRIERS)
        found = store.candidates(barriers, typed, store.seen_by(caller)) if typed else []
        alike = likeness.most_alike(typed, found, kind=request.kind)[: request.limit]
        return messages.SimilarBarriers(
            tuple(schemas.summary(each, caller=caller) for each in alike)
        )
