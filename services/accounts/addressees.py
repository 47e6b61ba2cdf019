"""What services ask accounts before they write to somebody, or act for an organisation."""

from collections.abc import Iterable
from typing import Any

from backbone.rpc import query
from backbone.work import Work
from contracts.accounts import addressees as messages
from contracts.callers import Caller
from services.accounts import schemas, store


class TheAddressees:
    """Some of the methods of `AccountsService`."""

    work: Work | Any
    """In an instance it is the unit of work that nameko puts there."""

    @query(messages.GetAddressees)
    def addressees(self, request: messages.GetAddressees, caller: Caller) -> messages.Addressees:
        caller.must_be_service()
        found = store.enabled_of(
            self.work.collection(store.PEOPLE), request.organisations, request.people
        )
        ended = self._ended(person.organisation for person in found)
        there = (person for person in found if person.organisation not in ended)
        return messages.Addressees(tuple(map(schemas.addressee, there)))

    @query(messages.GetEndedOrganisations)
    def ended_organisations(
        self, request: messages.GetEndedOrganisations, caller: Caller
    ) -> messages.EndedOrganisations:
        caller.must_be_service()
        return messages.EndedOrganisations(tuple(sorted(self._ended(request.organisations))))

    def _ended(self, of: Iterable[str]) -> set[str]:
        return store.ended_among(
            self.work.collection(store.COUNCILS),
            self.work.collection(store.BODIES),
            {*of},
        )
