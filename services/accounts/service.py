"""What accounts is asked, who may ask it, and which rule answers."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from backbone.clock import now
from backbone.context import current, use
from backbone.identifiers import new_id
from backbone.operations import Operations
from backbone.pages import page
from backbone.rpc import command, query
from backbone.unit_of_work import UnitOfWork
from backbone.work import AlreadyDone, AlreadyExists
from contracts.accounts import messages
from contracts.accounts.events import CouncilFacts
from contracts.callers import BODY_ROLES, Caller, ForAnotherCouncil, Role
from contracts.errors import NotFound, stated
from contracts.messages import load
from services.accounts import passwords, schemas, store
from services.accounts.addressees import TheAddressees
from services.accounts.bodies import TheBodies
from services.accounts.credentials import (
    OPERATOR,
    Credentials,
    hash_of,
    new_secret,
    service_caller,
)
from services.accounts.domain import (
    councils,
    keys,
    links,
    organisations,
    people,
    register,
    sessions,
)
from services.accounts.domain.councils import Import
from services.accounts.domain.people import Person
from services.accounts.links import TheLinks


class AccountsService(TheAddressees, TheBodies, TheLinks, Operations):
    name = "accounts"
    work = UnitOfWork(store.STORES)
    signing = Credentials()

    # Not a command: a command's answer is stored, and this one has a secret in it.
    @query(messages.SignIn, anonymous=True)
    def sign_in(self, request: messages.SignIn, caller: Caller) -> messages.SignedIn:  # noqa: ARG002
        person = store.person_with(self.work.collection(store.PEOPLE), request.email)
        right = passwords.goes_with(request.password, person.password_hash if person else None)
        if person is None or not right or not person.enabled:
            raise people.WrongCredentials
        self._must_last(person.role, person.organisation)
        secret = new_secret()
        started = sessions.start(new_id(), secret_hash=hash_of(secret), person=person, at=now())
        return self.work.create(
            store.SESSIONS,
            started,
            reply=lambda session, _: schemas.signed_in(session, secret),
        )

    @command(messages.SignOut, anonymous=True)
    def sign_out(self, request: messages.SignOut, caller: Caller) -> messages.SignedOut:  # noqa: ARG002
        found = store.session_with(self.work.collection(store.SESSIONS), hash_of(request.secret))
        return messages.SignedOut() if found is None else self._end_session(found.id)

    @query(messages.ResolveSession, anonymous=True)
    def resolve_session(
        self,
        request: messages.ResolveSession,
        caller: Caller,  # noqa: ARG002
    ) -> messages.Identity:
        found = store.session_with(self.work.collection(store.SESSIONS), hash_of(request.secret))
        if found is None:
            raise sessions.NoSession
        person = self.work.get(store.PEOPLE, found.person).state
        if not found.lives(now(), person):
            raise sessions.NoSession
        return self._identity(
            person.as_caller(), credential=found.id, person=person, expires=found.expires
        )

    @query(messages.ResolveKey, anonymous=True)
    def resolve_key(self, request: messages.ResolveKey, caller: Caller) -> messages.Identity:  # noqa: ARG002
        found = store.key_with(self.work.collection(store.KEYS), hash_of(request.secret))
        if found is None or found.revoked:
            raise keys.UnknownKey
        return self._identity(found.as_caller(), credential=found.id)

    @query(messages.OperatorToken, anonymous=True)
    def operator_token(self, request: messages.OperatorToken, caller: Caller) -> messages.Identity:  # noqa: ARG002
        self.signing.check_operator(request.secret)
        return self._identity(OPERATOR, credential=OPERATOR.person)

    @query(messages.ServiceToken, anonymous=True)
    def service_token(
        self,
        request: messages.ServiceToken,
        caller: Caller,  # noqa: ARG002
    ) -> messages.ServiceIdentity:
        self.signing.check_service(request.secret)
        token, expires = self.signing.token(service_caller(request.service))
        return messages.ServiceIdentity(token, expires)

    @command(messages.ImportCouncils)
    def import_councils(
        self, request: messages.ImportCouncils, caller: Caller
    ) -> messages.CouncilsImported:
        caller.must_be("administrator")
        wanted = self._read(request)
        decisions = {
            code: partial(
                councils.take_over,
                facts=wanted.register.get(code),
                context=wanted.context.get(code),
                at=now(),
            )
            for code in wanted.codes
        }
        return self.work.put_each(
            store.COUNCILS, decisions, reply=partial(schemas.imported, skipped=wanted.broken)
        )

    @query(messages.ListCouncils, anonymous=True)
    def councils(self, request: messages.ListCouncils, caller: Caller) -> messages.Councils:  # noqa: ARG002
        documents, following = page(
            self.work.collection(store.COUNCILS),
            store.councils_wanted(request),
            order=store.BY_NAME,
            after=request.after,
            limit=request.limit,
        )
        found = (store.COUNCILS.state(document) for document in documents)
        return messages.Councils(tuple(found), following)

    @query(messages.AllCouncils, anonymous=True)
    def all_councils(self, request: messages.AllCouncils, caller: Caller) -> messages.Councils:  # noqa: ARG002
        documents = self.work.collection(store.COUNCILS).find().sort([*store.BY_NAME])
        return messages.Councils(tuple(store.COUNCILS.state(document) for document in documents))

    @query(messages.GetCouncil, anonymous=True)
    def council(self, request: messages.GetCouncil, caller: Caller) -> CouncilFacts:  # noqa: ARG002
        return self.work.get(store.COUNCILS, request.code).state

    @command(messages.RegisterPerson)
    def register_person(self, request: messages.RegisterPerson, caller: Caller) -> messages.Person:
        organisations.must_run(request.organisation, caller)
        self._must_fit(request.role, request.organisation)
        person = Person(
            id=new_id(),
            email=request.email,
            name=request.name,
            organisation=request.organisation,
            role=request.role,
            language=request.language,
            password_hash=passwords.hash_of(request.password) if request.password else None,
        )
        registered = (
            people.register(person, now())
            if request.password
            else links.register(person, self._new_link(), now())
        )
        try:
            return self.work.create(store.PEOPLE, registered, reply=schemas.person)
        except AlreadyExists:
            raise people.EmailTaken from None

    @command(messages.DisablePerson)
    def disable_person(self, request: messages.DisablePerson, caller: Caller) -> messages.Person:
        person = self.work.get(store.PEOPLE, request.person).state
        organisations.must_run(person.organisation, caller)
        disabled = self.work.change(
            store.PEOPLE,
            request.person,
            partial(people.disable, by=caller.person, at=now()),
            expected=stated(request.version),
            reply=schemas.person,
        )
        self._end_sessions(request.person)
        return disabled

    @query(messages.ListPeople)
    def people(self, request: messages.ListPeople, caller: Caller) -> messages.People:
        own = organisations.people_seen_by(caller)
        if own is not None and request.organisation not in (None, own):
            raise ForAnotherCouncil
        documents, following = page(
            self.work.collection(store.PEOPLE),
            store.of_organisation(own or request.organisation),
            order=store.BY_NAME,
            after=request.after,
            limit=request.limit,
        )
        found = (store.PEOPLE.versioned(document) for document in documents)
        return messages.People(
            tuple(schemas.person(each.state, each.version) for each in found), following
        )

    @command(messages.CreateKey)
    def create_key(self, request: messages.CreateKey, caller: Caller) -> messages.KeyCreated:
        organisations.must_run(request.organisation, caller)
        self._must_fit(request.role, request.organisation)
        key_id = new_id()
        key = keys.ApiKey(
            id=key_id,
            label=request.label,
            organisation=request.organisation,
            role=request.role,
            secret_hash=hash_of(self.signing.secret_of_key(key_id)),
            created=now(),
        )
        try:
            created = self.work.create(store.KEYS, keys.create(key), reply=schemas.key_created)
        except AlreadyDone as done:
            created = load(messages.KeyCreated, done.reply)
        return replace(created, secret=self.signing.secret_of_key(created.id))

    @command(messages.RevokeKey)
    def revoke_key(self, request: messages.RevokeKey, caller: Caller) -> messages.Key:
        key = self.work.get(store.KEYS, request.key).state
        organisations.must_run(key.organisation, caller)
        return self.work.change(
            store.KEYS, request.key, partial(keys.revoke, at=now()), reply=schemas.key
        )

    @query(messages.ListKeys)
    def keys(self, request: messages.ListKeys, caller: Caller) -> messages.Keys:  # noqa: ARG002
        caller.must_be("administrator", "lead")
        found = store.keys_of(self.work.collection(store.KEYS), caller.council)
        return messages.Keys(tuple(schemas.key(each) for each in found))

    def _read(self, request: messages.ImportCouncils) -> Import:
        known = store.codes(self.work.collection(store.COUNCILS))
        facts = context = None
        if request.register is not None:
            facts = register.read_register(request.register, known)
            known |= facts.entries.keys()
        if request.context is not None:
            context = register.read_context(request.context, known)
        return councils.to_import(facts, context, skip_invalid=request.skip_invalid)

    def _must_fit(self, role: Role, organisation: str) -> None:
        found = self.work.find(store.COUNCILS, organisation) or self.work.find(
            store.BODIES, organisation
        )
        organisations.must_fit(role, organisation, found.state if found else None)

    def _must_last(self, role: Role | None, organisation: str) -> None:
        if role in BODY_ROLES:
            ended = store.has_ended(self.work.collection(store.BODIES), organisation)
            organisations.must_answer(ended=ended)
            return
        councils = self.work.collection(store.COUNCILS)
        organisations.must_last(store.successors_if_ended(councils, organisation))

    def _identity(
        self,
        caller: Caller,
        *,
        credential: str,
        person: Person | None = None,
        expires: datetime | None = None,
    ) -> messages.Identity:
        self._must_last(caller.role, caller.organisation)
        token = self.signing.token(caller)
        return schemas.identity(
            caller, token, credential=credential, person=person, expires=expires
        )

    def _end_sessions(self, person: str) -> None:
        """Tells of each. Were it cut short, they would be over all the same: whoever is disabled,
        or has chosen another password since, has no session. So they are changes of their own,
        beside the command's."""
        with use(replace(current(), command=None)), suppress(NotFound):
            for session in store.sessions_of(self.work.collection(store.SESSIONS), person):
                self._end_session(session)

    def _end_session(self, session: str) -> messages.SignedOut:
        return self.work.change(
            store.SESSIONS,
            session,
            partial(sessions.end, at=now()),
            reply=lambda *_: messages.SignedOut(),
        )
