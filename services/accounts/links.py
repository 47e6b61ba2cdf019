"""What accounts is asked about sign-in links."""

from collections.abc import Callable
from functools import partial
from typing import Any

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command, query
from contracts.accounts import links as messages
from contracts.callers import Caller
from services.accounts import passwords, store
from services.accounts.credentials import hash_of
from services.accounts.domain import links, organisations
from services.accounts.domain.links import LinkOver, NewLink
from services.accounts.domain.people import Person

PATH = "/welcome/{secret}"


class TheLinks:
    """Some of the methods of `AccountsService`."""

    work: Any
    signing: Any
    _end_sessions: Callable[[str], None]

    @command(messages.AskNewPassword, anonymous=True)
    def ask_new_password(
        self,
        request: messages.AskNewPassword,
        caller: Caller,  # noqa: ARG002
    ) -> messages.LinkAsked:
        person = store.person_with(self.work.collection(store.PEOPLE), request.email)
        if person is None:
            return messages.LinkAsked()
        asked: messages.LinkAsked = self.work.change(
            store.PEOPLE,
            person.id,
            partial(links.ask, link=self._new_link(), at=now()),
            reply=lambda *_: messages.LinkAsked(),
        )
        return asked

    @command(messages.InviteAgain)
    def invite_again(self, request: messages.InviteAgain, caller: Caller) -> messages.Invited:
        person = self.work.get(store.PEOPLE, request.person).state
        organisations.must_run(person.organisation, caller)
        invited: messages.Invited = self.work.change(
            store.PEOPLE,
            request.person,
            partial(links.invite_again, link=self._new_link(), at=now()),
            reply=lambda person, _: messages.Invited(person.id, person.link.expires),
        )
        return invited

    @query(messages.LookAtLink, anonymous=True)
    def look_at_link(self, request: messages.LookAtLink, caller: Caller) -> messages.Link:  # noqa: ARG002
        person, link = links.look(self._whose(request.secret), now())
        return messages.Link(link.purpose, person.name, person.email, link.expires)

    @command(messages.UseLink, anonymous=True)
    def use_link(self, request: messages.UseLink, caller: Caller) -> messages.LinkUsed:  # noqa: ARG002
        self.work.answer_again()
        found, _ = links.look(self._whose(request.secret), now())
        use = partial(
            links.use,
            secret_hash=hash_of(request.secret),
            password_hash=passwords.hash_of(request.password),
            at=now(),
        )
        used: messages.LinkUsed = self.work.change(
            store.PEOPLE,
            found.id,
            use,
            reply=lambda person, _: messages.LinkUsed(person.email),
        )
        self._end_sessions(found.id)
        return used

    @query(messages.GetSignInLink)
    def sign_in_link(self, request: messages.GetSignInLink, caller: Caller) -> messages.SignInLink:
        caller.must_be_service()
        _, link = links.look(self.work.get(store.PEOPLE, request.person).state, now())
        if link.id != request.link:
            raise LinkOver
        secret = self.signing.secret_of_link(link.id)
        return messages.SignInLink(PATH.format(secret=secret), link.purpose, link.expires)

    def _new_link(self) -> NewLink:
        link = new_id()
        return NewLink(link, hash_of(self.signing.secret_of_link(link)))

    def _whose(self, secret: str) -> Person | None:
        return store.person_with_link(self.work.collection(store.PEOPLE), hash_of(secret))
