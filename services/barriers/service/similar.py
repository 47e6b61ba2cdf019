"""Barriers like the one that somebody is typing."""

from collections.abc import Sequence

from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import offering
from services.barriers.domain.barriers import Barrier
from services.barriers.search.entries import FACETS, facet_terms
from services.barriers.service.part import Part

CANDIDATES = 30
"""More than are shown, for some may not be for this caller."""

LONGEST_WAY = 5
"""Merges after one another that are followed."""


class Similar(Part):
    @query(messages.FindSimilar)
    def similar(self, request: messages.FindSimilar, caller: Caller) -> messages.SimilarBarriers:
        """The index says which are alike; what the caller may see is decided on the barriers."""
        facets = {name: getattr(request, name) for name in FACETS}
        ids = self.search.present().alike(
            request.text, law=request.law or "", facets=facet_terms(**facets), limit=CANDIDATES
        )
        alike = self._read(ids, caller)
        offers = offering.offers(
            alike, self._merged_into(alike, caller), caller, limit=request.limit
        )
        return messages.SimilarBarriers(
            tuple(schemas.similar(each, request, caller=caller) for each in offers)
        )

    def _merged_into(self, alike: Sequence[Barrier], caller: Caller) -> dict[str, Barrier]:
        """Those that merged ones went into, by id; mostly there is nothing to read."""
        known = {each.id: each for each in alike}
        for _ in range(LONGEST_WAY):
            wanted = offering.still_to_find(known)
            if not wanted:
                break
            known |= {each.id: each for each in self._read(sorted(wanted), caller)}
        return known

    def _read(self, ids: Sequence[str], caller: Caller) -> list[Barrier]:
        return store.in_order(self.work.collection(store.BARRIERS), ids, store.seen_by(caller))
