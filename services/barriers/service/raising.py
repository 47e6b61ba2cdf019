"""Raising a barrier."""

import secrets
from functools import partial

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command
from backbone.work import AlreadyExists
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import barriers, numbers, taxonomies
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.service.part import Part

NUMBERS_TRIED = 8


class Raising(Part):
    words = store.KnownWords()

    @command(messages.RaiseBarrier)
    def raise_barrier(self, request: messages.RaiseBarrier, caller: Caller) -> messages.Barrier:
        barriers.must_speak_for(caller, request.council, named=request.named)
        facets = schemas.facets(request)
        known = self.words.of(self.work.collection(store.TAXONOMIES), facets.kind, facets.body)
        taxonomies.check_facets(facets, **known)
        raised = partial(
            barriers.raise_,
            new_id(),
            title=request.title,
            story=request.story,
            facets=facets,
            first=Supporter(request.council, request.named),
            at=now(),
        )
        for _ in range(NUMBERS_TRIED - 1):
            try:
                return self._create(raised(new_number()), caller)
            except AlreadyExists:
                # The number is taken, which one in many thousand is.
                continue
        return self._create(raised(new_number()), caller)

    def _create(self, outcome: Outcome[Barrier], caller: Caller) -> messages.Barrier:
        reply = partial(schemas.barrier, caller=caller)
        created: messages.Barrier = self.work.create(store.BARRIERS, outcome, reply=reply)
        return created


def new_number() -> str:
    """A tracking number at random."""
    while True:
        number = numbers.number_of(secrets.randbelow(numbers.POSSIBLE))
        if number:
            return number
