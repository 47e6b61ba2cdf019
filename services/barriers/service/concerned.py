"""Whom barriers concern: answered to services alone, for it names who asked not to be named."""

from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import concerned
from services.barriers.domain.barriers import Barrier
from services.barriers.service.part import Part


class Concerns(Part):
    @query(messages.GetConcerned)
    def concerned(self, request: messages.GetConcerned, caller: Caller) -> messages.AllConcerned:
        caller.must_be_service()
        wanted = list(request.barriers)
        said = store.said_of(self.work.collection(store.WATCHES), wanted)
        groups = store.groups_of(self.work.collection(store.GROUPS), wanted, notes=1)
        members = {each.state.id: each.state.members for each in groups}
        found = store.in_order(self.work.collection(store.BARRIERS), wanted, {})
        return messages.AllConcerned(
            tuple(
                schemas.concerned(
                    each, said.get(each.id, {}), members.get(each.id, ()), self._bodies(each)
                )
                for each in found
            )
        )

    def _bodies(self, barrier: Barrier) -> tuple[messages.ConcernedBody, ...]:
        known = (
            store.known_body(self.work.collection(store.BODIES), body)
            for body in concerned.bodies(barrier)
        )
        return tuple(messages.ConcernedBody(each.id, each.name) for each in known if each)
