"""Barriers like the one that somebody is typing."""

from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import seeing
from services.barriers.search.entries import FACETS, facet_terms
from services.barriers.service.part import Part

CANDIDATES = 50
"""More than are shown, for some may not be for this caller."""


class Similar(Part):
    @query(messages.FindSimilar)
    def similar(self, request: messages.FindSimilar, caller: Caller) -> messages.SimilarBarriers:
        """The index says which are alike; what the caller may see is decided on the barriers."""
        facets = {name: getattr(request, name) for name in FACETS}
        ids = self.search.present().alike(
            request.text, law=request.law or "", facets=facet_terms(**facets), limit=CANDIDATES
        )
        found = store.in_order(self.work.collection(store.BARRIERS), ids, store.seen_by(caller))
        seen = [each for each in found if seeing.may_see(caller, each)][: request.limit]
        return messages.SimilarBarriers(
            tuple(schemas.similar(each, request, caller=caller) for each in seen)
        )
