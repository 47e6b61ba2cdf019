"""Raising a barrier, and opening one that was told in confidence."""

import secrets
from dataclasses import replace
from functools import partial

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command
from backbone.work import AlreadyExists, Write
from contracts.barriers import drafts, messages, personal_data
from contracts.barriers.words import Facets
from contracts.callers import Caller
from contracts.errors import Invalid
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import barriers, confidence, numbers, taxonomies
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.service.part import Part

NUMBERS_TRIED = 8


class Raising(Part):
    words = store.KnownWords()

    @command(messages.RaiseBarrier)
    def raise_barrier(self, request: messages.RaiseBarrier, caller: Caller) -> messages.Barrier:
        return self._raise(new_id(), request, caller)

    @command(messages.OpenBarrier)
    def open_barrier(self, request: messages.OpenBarrier, caller: Caller) -> messages.Barrier:
        """Only a lead of the council that raised it speaks for what others may know of it."""
        caller.must_lead(request.council)

        def open_up(barrier: Barrier) -> Outcome[Barrier]:
            caller.must_act_for(barrier.raised_by)
            return confidence.open_up(barrier, named=request.named, at=now())

        return self._change(request.barrier, caller, open_up)

    def _raise(
        self,
        id: str,
        request: messages.RaiseBarrier,
        caller: Caller,
        also: Write | None = None,
    ) -> messages.Barrier:
        """Raises it under `id`, and does what `also` writes in the same unit of work."""
        barriers.must_speak_for(caller, request.council, named=request.named)
        facets = self._checked(request)
        raised = partial(
            barriers.raise_,
            id,
            title=request.title,
            story=request.story,
            facets=facets,
            first=Supporter(request.council, request.named),
            at=now(),
            audience=request.audience,
            estimate=schemas.estimate(request.estimate),
        )
        for _ in range(NUMBERS_TRIED - 1):
            try:
                return self._create(raised(new_number()), caller, also)
            except AlreadyExists:
                # The number is taken, which one in many thousand is.
                continue
        return self._create(raised(new_number()), caller, also)

    def _checked(self, request: messages.RaiseBarrier) -> Facets:
        """Raises Invalid with each mistake by its field."""
        found = drafts.beyond_fields(request)
        if found:
            raise Invalid(details=found)
        facets = schemas.facets(request)
        known = self.words.of(self.work.collection(store.TAXONOMIES), facets.kind, facets.body)
        taxonomies.check_facets(facets, **known)
        return facets

    def _create(
        self, outcome: Outcome[Barrier], caller: Caller, also: Write | None
    ) -> messages.Barrier:
        def reply(barrier: Barrier, version: int) -> messages.Barrier:
            found = personal_data.look_through(title=barrier.title, story=barrier.story)
            return replace(schemas.barrier(barrier, version, caller=caller), warnings=found)

        created: messages.Barrier = self.work.create(
            store.BARRIERS, outcome, reply=reply, also=also
        )
        return created


def new_number() -> str:
    """A tracking number at random."""
    while True:
        number = numbers.number_of(secrets.randbelow(numbers.POSSIBLE))
        if number:
            return number
