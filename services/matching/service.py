"""What matching is asked, who may ask it, and which rule answers."""

from functools import partial
from typing import Any

from pymongo.collection import Collection

from backbone.aggregates import Projection, ReadModel
from backbone.clock import now
from backbone.effects import Effects
from backbone.operations import Operations
from backbone.pages import page
from backbone.rpc import command, query
from backbone.subscriptions import on
from backbone.unit_of_work import UnitOfWork
from contracts.accounts.events import CouncilChanged, CouncilFacts, CouncilRegistered
from contracts.assessment.events import AssessmentSubmitted, ModelPublished
from contracts.callers import Caller
from contracts.errors import stated
from contracts.matching import messages
from contracts.messages import dump
from contracts.outcomes import Outcome
from services.matching import schemas, store
from services.matching.domain import offers, resources, suggestions
from services.matching.domain.offers import HelpOffer
from services.matching.domain.peers import Position, why_none
from services.matching.memory import Known, Memory


class MatchingService(Operations):
    name = "matching"
    work = UnitOfWork(store.STORES)
    memory = Memory()

    @command(messages.PublishResources)
    def publish_resources(
        self, request: messages.PublishResources, caller: Caller
    ) -> messages.ResourcesPublished:
        """All of a document or none of it; what it leaves out stays."""
        caller.must_be("administrator")
        at = now()
        decisions = {
            content["id"]: partial(resources.publish, content=content, at=at)
            for content in schemas.contents(request.document)
        }
        return self.work.put_each(store.RESOURCES, decisions, reply=schemas.published)

    @query(messages.ListResources, anonymous=True)
    def resources(
        self,
        request: messages.ListResources,
        caller: Caller,  # noqa: ARG002
    ) -> messages.Resources:
        documents, following = page(
            self._collection(store.RESOURCES),
            store.step_query(request.characteristic, request.step),
            order=[("_id", 1)],
            after=request.after,
            limit=request.limit,
        )
        return messages.Resources(tuple(map(schemas.resource, documents)), following)

    @query(messages.GetResource, anonymous=True)
    def resource(self, request: messages.GetResource, caller: Caller) -> messages.Resource:  # noqa: ARG002
        document = self._collection(store.RESOURCES).find_one({"_id": request.resource})
        if document is None:
            raise resources.NoSuchResource
        return schemas.resource(document)

    @query(messages.GetSuggestions)
    def suggestions(self, request: messages.GetSuggestions, caller: Caller) -> dict[str, Any]:
        """`contracts.matching.messages.Suggestions`, as JSON values."""
        caller.must_see(request.council)
        known = self.memory.present(self.work)
        return known.suggested(request.council, lambda: suggest(known, request.council))

    @query(messages.GetPeers)
    def peers(self, request: messages.GetPeers, caller: Caller) -> messages.Peers:
        caller.must_see(request.council)
        known = self.memory.present(self.work)
        position = known.positions.get(request.council)
        found = find_peers(known, position, request)
        why = None if found else why_none(position, request.characteristic, known.helpers.at)
        return messages.Peers(request.council, request.characteristic, request.lens, found, why)

    @query(messages.GetHelpOffer)
    def help_offer(self, request: messages.GetHelpOffer, caller: Caller) -> messages.HelpOffer:
        caller.must_see(request.council)
        found = self.work.find(store.OFFERS, request.council)
        if found is None:
            return schemas.help_offer(HelpOffer(request.council), 0)
        return schemas.help_offer(found.state, found.version)

    @command(messages.OfferHelp)
    def offer_help(self, request: messages.OfferHelp, caller: Caller) -> messages.HelpOffer:
        caller.must_lead(request.council)
        offered = HelpOffer(request.council, request.characteristics, request.capacity)
        known = self._collection(store.MODELS).distinct("characteristics")
        return self.work.put(
            store.OFFERS,
            request.council,
            partial(offers.offer, offered=offered, known=known, at=now()),
            expected=stated(request.version),
            reply=schemas.help_offer,
        )

    @command(messages.WithdrawHelp)
    def withdraw_help(self, request: messages.WithdrawHelp, caller: Caller) -> messages.HelpOffer:
        caller.must_lead(request.council)

        def decide(present: HelpOffer | None) -> Outcome[HelpOffer]:
            return offers.withdraw(present or HelpOffer(request.council), now())

        return self.work.put(
            store.OFFERS,
            request.council,
            decide,
            expected=stated(request.version),
            reply=schemas.help_offer,
        )

    @on(CouncilRegistered)
    def council_registered(self, event: CouncilRegistered, effects: Effects) -> None:
        self._register(event.facts, effects)

    @on(CouncilChanged)
    def council_changed(self, event: CouncilChanged, effects: Effects) -> None:
        self._register(event.facts, effects)

    @on(AssessmentSubmitted)
    def assessment_submitted(self, event: AssessmentSubmitted, effects: Effects) -> None:
        effects.replace(store.POSITIONS, store.position_document(event))
        self._changed(store.POSITIONS, effects)

    @on(ModelPublished)
    def model_published(self, event: ModelPublished, effects: Effects) -> None:
        effects.replace(store.MODELS, store.model_document(event))

    def _register(self, facts: CouncilFacts, effects: Effects) -> None:
        effects.replace(store.COUNCILS, store.council_document(facts))
        self._changed(store.COUNCILS, effects)

    def _changed(self, kept: Projection, effects: Effects) -> None:
        store.revised(effects, kept)
        effects.notice("suggestions-changed")

    def _collection(self, kept: ReadModel) -> Collection[dict[str, Any]]:
        return self.work.collection(kept)


def suggest(known: Known, council: str) -> dict[str, Any]:
    position = known.positions.get(council)
    found = suggestions.suggest(position, known.resources, known.helpers) if position else ()
    return dump(messages.Suggestions(council, found))


def find_peers(
    known: Known, position: Position | None, request: messages.GetPeers
) -> tuple[messages.Peer, ...]:
    if position is None:
        return ()
    return known.helpers.peers(position, request.characteristic, request.lens, request.limit)
