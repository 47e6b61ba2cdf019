"""The words for barriers."""

from functools import partial

from backbone.clock import now
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import taxonomies
from services.barriers.service.part import Part


class Taxonomy(Part):
    @command(messages.PublishTaxonomy)
    def publish_taxonomy(
        self, request: messages.PublishTaxonomy, caller: Caller
    ) -> messages.Taxonomy:
        caller.must_be("administrator")
        content = schemas.content(request.document)
        published: messages.Taxonomy = self.work.put(
            store.TAXONOMIES,
            taxonomies.THE_TAXONOMY,
            partial(taxonomies.publish, content=content, at=now()),
            reply=schemas.taxonomy,
        )
        return published

    @query(messages.GetTaxonomy, anonymous=True)
    def taxonomy(
        self,
        request: messages.GetTaxonomy,  # noqa: ARG002
        caller: Caller,  # noqa: ARG002
    ) -> messages.Taxonomy:
        found = self.work.get(store.TAXONOMIES, taxonomies.THE_TAXONOMY)
        return schemas.taxonomy(found.state, found.version)
