"""What accounts is asked of the bodies that answer to barriers."""

from functools import partial
from typing import Any

from backbone.clock import now
from backbone.pages import page
from backbone.rpc import command, query
from backbone.work import AlreadyExists, Work
from contracts.accounts import bodies as messages
from contracts.accounts.bodies import BodyFacts
from contracts.callers import Caller
from contracts.errors import stated
from services.accounts import schemas, store
from services.accounts.domain import bodies


class TheBodies:
    """Some of the methods of `AccountsService`."""

    work: Work | Any
    """In an instance it is the unit of work that nameko puts there."""

    @command(messages.RegisterBody)
    def register_body(self, request: messages.RegisterBody, caller: Caller) -> messages.Body:
        caller.must_be("administrator")
        facts = BodyFacts(request.id, request.name.as_stored(), request.kind, request.stands_for)
        council = self.work.find(store.COUNCILS, request.id.upper()) is not None
        outcome = bodies.register(facts, council=council, at=now())
        try:
            registered: messages.Body = self.work.create(store.BODIES, outcome, reply=schemas.body)
        except AlreadyExists:
            raise bodies.BodyIsThere from None
        return registered

    @command(messages.ChangeBody)
    def change_body(self, request: messages.ChangeBody, caller: Caller) -> messages.Body:
        caller.must_be("administrator")
        name = request.name.as_stored()
        facts = BodyFacts(request.body, name, request.kind, request.stands_for, request.ended)
        changed: messages.Body = self.work.change(
            store.BODIES,
            request.body,
            partial(bodies.change, facts=facts, at=now()),
            expected=stated(request.version),
            reply=schemas.body,
        )
        return changed

    @query(messages.GetBody, anonymous=True)
    def body(self, request: messages.GetBody, caller: Caller) -> messages.Body:  # noqa: ARG002
        found = self.work.get(store.BODIES, request.body)
        return schemas.body(found.state, found.version)

    @query(messages.ListBodies, anonymous=True)
    def bodies(self, request: messages.ListBodies, caller: Caller) -> messages.Bodies:  # noqa: ARG002
        documents, following = page(
            self.work.collection(store.BODIES),
            store.bodies_wanted(request),
            order=store.BY_ID,
            after=request.after,
            limit=request.limit,
        )
        return messages.Bodies(tuple(map(schemas.body_of, documents)), following)

    @query(messages.AllBodies, anonymous=True)
    def all_bodies(self, request: messages.AllBodies, caller: Caller) -> messages.Bodies:  # noqa: ARG002
        documents = self.work.collection(store.BODIES).find().sort([*store.BY_ENGLISH_NAME])
        return messages.Bodies(tuple(map(schemas.body_of, documents)))
