"""What matching is asked, who may ask it, and which rule answers."""

from functools import partial
from typing import Any

from pymongo.collection import Collection

from backbone.aggregates import ReadModel
from backbone.clock import now
from backbone.effects import Effects
from backbone.pages import page
from backbone.rpc import command, query
from backbone.subscriptions import on
from backbone.unit_of_work import UnitOfWork
from contracts.accounts.events import CouncilChanged, CouncilFacts, CouncilRegistered
from contracts.assessment.events import AssessmentSubmitted, ModelPublished
from contracts.callers import Caller
from contracts.errors import stated
from contracts.matching import messages
from contracts.outcomes import Outcome
from services.matching import schemas, store
from services.matching.domain import offers, resources, suggestions
from services.matching.domain.offers import HelpOffer
from services.matching.domain.peers import Helpers, Position, why_none


class MatchingService:
    name = "matching"
    work = UnitOfWork(store.STORES)
    registers = store.Registers()

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
    def suggestions(self, request: messages.GetSuggestions, caller: Caller) -> messages.Suggestions:
        """One read of each collection, however many steps are planned."""
        caller.must_see(request.council)
        position = store.position(self._collection(store.POSITIONS), request.council)
        if position is None or not position.planned:
            return messages.Suggestions(request.council, ())
        steps = position.planned
        found = self._collection(store.RESOURCES).find(store.steps_query(steps))
        shelf = [schemas.resource(document) for document in found]
        helpers = self._helpers(*steps)
        return messages.Suggestions(request.council, suggestions.suggest(position, shelf, helpers))

    @query(messages.GetPeers)
    def peers(self, request: messages.GetPeers, caller: Caller) -> messages.Peers:
        caller.must_see(request.council)
        position = store.position(self._collection(store.POSITIONS), request.council)
        found = self._peers(position, request) if position else ()
        return messages.Peers(
            council=request.council,
            characteristic=request.characteristic,
            lens=request.lens,
            peers=found,
            why_none=None if found else why_none(position, request.characteristic, now()),
        )

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

    @on(ModelPublished)
    def model_published(self, event: ModelPublished, effects: Effects) -> None:
        effects.replace(store.MODELS, store.model_document(event))

    def _register(self, facts: CouncilFacts, effects: Effects) -> None:
        effects.replace(store.COUNCILS, store.council_document(facts))
        effects.update(store.REGISTER, store.THE_REGISTER, {"$inc": {"revision": 1}}, upsert=True)

    def _peers(self, position: Position, request: messages.GetPeers) -> tuple[messages.Peer, ...]:
        helpers = self._helpers(request.characteristic)
        return helpers.peers(position, request.characteristic, request.lens, request.limit)

    def _helpers(self, *characteristics: str) -> Helpers:
        offered = store.offers_for(self._collection(store.OFFERS), characteristics)
        councils = [each.council for each in offered]
        return Helpers(
            offers=offered,
            positions=store.positions_of(self._collection(store.POSITIONS), councils),
            register=self.registers.present(
                self._collection(store.REGISTER), self._collection(store.COUNCILS)
            ),
            at=now(),
        )

    def _collection(self, kept: ReadModel) -> Collection[dict[str, Any]]:
        return self.work.collection(kept)
