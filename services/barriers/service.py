"""What barriers is asked, who may ask it, and which rule answers."""

import secrets
from functools import partial

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.operations import Operations
from backbone.pages import page
from backbone.rpc import command, query
from backbone.unit_of_work import UnitOfWork
from backbone.work import AlreadyExists
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import stated
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import barriers, likeness, numbers, taxonomies
from services.barriers.domain.barriers import Barrier, Supporter

NUMBERS_TRIED = 8


class BarriersService(Operations):
    """A barrier is named by its id or its tracking number, wherever a request names one."""

    name = "barriers"
    work = UnitOfWork(store.STORES)
    words = store.KnownWords()

    @command(messages.PublishTaxonomy)
    def publish_taxonomy(
        self, request: messages.PublishTaxonomy, caller: Caller
    ) -> messages.Taxonomy:
        caller.must_be("administrator")
        content = schemas.content(request.document)
        return self.work.put(
            store.TAXONOMIES,
            taxonomies.THE_TAXONOMY,
            partial(taxonomies.publish, content=content, at=now()),
            reply=schemas.taxonomy,
        )

    @query(messages.GetTaxonomy, anonymous=True)
    def taxonomy(
        self,
        request: messages.GetTaxonomy,  # noqa: ARG002
        caller: Caller,  # noqa: ARG002
    ) -> messages.Taxonomy:
        found = self.work.get(store.TAXONOMIES, taxonomies.THE_TAXONOMY)
        return schemas.taxonomy(found.state, found.version)

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

    @command(messages.SupportBarrier)
    def support(self, request: messages.SupportBarrier, caller: Caller) -> messages.Barrier:
        barriers.must_speak_for(caller, request.council, named=request.named)
        supporter = Supporter(request.council, request.named)
        return self.work.change(
            store.BARRIERS,
            self._id(request.barrier),
            partial(barriers.support, supporter=supporter, at=now()),
            reply=partial(schemas.barrier, caller=caller),
        )

    @command(messages.WithdrawSupport)
    def withdraw_support(
        self, request: messages.WithdrawSupport, caller: Caller
    ) -> messages.Barrier:
        caller.must_act_for(request.council)
        return self.work.change(
            store.BARRIERS,
            self._id(request.barrier),
            partial(barriers.withdraw, council=request.council, at=now()),
            reply=partial(schemas.barrier, caller=caller),
        )

    @command(messages.AcknowledgeBarrier)
    def acknowledge(self, request: messages.AcknowledgeBarrier, caller: Caller) -> messages.Barrier:
        caller.must_be("analyst")
        return self.work.change(
            store.BARRIERS,
            self._id(request.barrier),
            partial(barriers.acknowledge, at=now()),
            expected=stated(request.version),
            reply=partial(schemas.barrier, caller=caller),
        )

    @query(messages.GetBarrier)
    def barrier(self, request: messages.GetBarrier, caller: Caller) -> messages.Barrier:
        found = self.work.get(store.BARRIERS, self._id(request.barrier))
        return schemas.barrier(found.state, found.version, caller=caller)

    @query(messages.ListBarriers)
    def barriers(self, request: messages.ListBarriers, caller: Caller) -> messages.Barriers:
        wanted = store.listed(request, caller.council)
        if wanted is None:
            return messages.Barriers(())
        documents, following = page(
            self.work.collection(store.BARRIERS),
            wanted,
            order=store.NEWEST_FIRST,
            after=request.after,
            limit=request.limit,
        )
        found = (store.BARRIERS.state(document) for document in documents)
        return messages.Barriers(
            tuple(schemas.summary(each, caller=caller) for each in found), following
        )

    @query(messages.FindSimilar)
    def similar(self, request: messages.FindSimilar, caller: Caller) -> messages.SimilarBarriers:
        typed = likeness.words(request.text)
        found = store.candidates(self.work.collection(store.BARRIERS), typed) if typed else []
        alike = likeness.most_alike(typed, found, kind=request.kind)[: request.limit]
        return messages.SimilarBarriers(
            tuple(schemas.summary(each, caller=caller) for each in alike)
        )

    def _create(self, outcome: Outcome[Barrier], caller: Caller) -> messages.Barrier:
        reply = partial(schemas.barrier, caller=caller)
        return self.work.create(store.BARRIERS, outcome, reply=reply)

    def _id(self, id_or_number: str) -> str:
        return store.id_of(self.work.collection(store.BARRIERS), id_or_number)


def new_number() -> str:
    """A tracking number at random."""
    while True:
        number = numbers.number_of(secrets.randbelow(numbers.POSSIBLE))
        if number:
            return number
