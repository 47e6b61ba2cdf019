"""What people choose to be told of by e-mail, and how they end it."""

from dataclasses import replace
from functools import partial

from pymongo.client_session import ClientSession

from backbone.changes import check_version
from backbone.clock import now
from backbone.rpc import command, query
from contracts.accounts.addressees import Addressees, GetAddressees
from contracts.callers import Caller, Role
from contracts.errors import stated
from contracts.messages import load
from contracts.notifications.messages import preferences as messages
from contracts.notifications.topics import TopicName
from services.notifications import schemas, store
from services.notifications.domain import audiences, choices, mails, unsubscribing
from services.notifications.domain.choices import Choices
from services.notifications.service.part import Part


class Choosing(Part):
    @query(messages.GetPreferences)
    def preferences(
        self,
        request: messages.GetPreferences,  # noqa: ARG002
        caller: Caller,
    ) -> messages.Preferences:
        choices.must_be_person(caller)
        return self._shown(caller, self._choices(caller.person))

    @command(messages.SetPreferences)
    def set_preferences(
        self, request: messages.SetPreferences, caller: Caller
    ) -> messages.Preferences:
        choices.must_be_person(caller)
        before = self._choices(caller.person)
        check_version(stated(request.version), before.version)
        after = choices.choose(before, caller.role, request.topics, request.quiet)
        trace = self._trace_of(caller.person) if request.try_again else None

        def write(session: ClientSession) -> None:
            self._keep(caller.person, before, after, session)
            if trace:
                store.clear(self.work.collection(store.RETURNED), trace, session)

        shown = self._shown(caller, after)
        answer = replace(shown, returned=shown.returned and not request.try_again)
        changed: messages.Preferences = self.work.keep(lambda: (answer, write))
        return changed

    @query(messages.GetSubscription, anonymous=True)
    def subscription(
        self,
        request: messages.GetSubscription,
        caller: Caller,  # noqa: ARG002
    ) -> messages.Subscription:
        person, topic = self._link(request.secret)
        often = choices.how_often(self._choices(person), topic, self._role_of(person))
        return messages.Subscription(topic, often)

    @command(messages.Unsubscribe, anonymous=True)
    def unsubscribe(
        self,
        request: messages.Unsubscribe,
        caller: Caller,  # noqa: ARG002
    ) -> messages.Subscription:
        person, topic = self._link(request.secret)
        ended: messages.Subscription = self.work.together(partial(self._end, person, topic))
        return ended

    def _end(self, person: str, topic: TopicName, session: ClientSession) -> messages.Subscription:
        """By what they have chosen at that moment: of two links at once each ends its own, and a
        mail program that is refused doesn't ask again."""
        kept = self.work.collection(store.CHOICES)
        before = store.choices_of(kept, person, session)
        after = choices.end(before, topic)
        if after is not before:
            store.keep_choices(kept, person, after, session)
        return messages.Subscription(topic, choices.how_often(after, topic, self._role_of(person)))

    def _role_of(self, person: str) -> Role | None:
        people = self.work.collection(store.PEOPLE)
        return next((each.role for each in store.in_any(people, [audiences.people(person)])), None)

    def _shown(self, caller: Caller, choices: Choices) -> messages.Preferences:
        trace = self._trace_of(caller.person)
        returned = self.work.collection(store.RETURNED)
        is_returned = trace is not None and store.is_marked(returned, trace)
        return schemas.preferences(choices, caller.role, returned=is_returned)

    def _trace_of(self, person: str) -> str | None:
        """Of their address, which accounts is asked for; None where they have no access."""
        answer = self.ask("accounts", "addressees", GetAddressees(people=(person,)))
        key = store.key(self.work.collection(store.SECRETS))
        found = load(Addressees, answer).people
        return mails.trace_of(found[0].email, key) if found else None

    def _link(self, secret: str) -> tuple[str, TopicName]:
        """Whose link of an e-mail it is, and about what. Raises NoSuchLink or LinkExpired."""
        key = store.key(self.work.collection(store.SECRETS))
        return unsubscribing.read(secret, key, now().date())

    def _choices(self, person: str) -> Choices:
        return store.choices_of(self.work.collection(store.CHOICES), person)

    def _keep(self, person: str, before: Choices, after: Choices, session: ClientSession) -> None:
        """Raises Stale where they have chosen otherwise in between."""
        kept = self.work.collection(store.CHOICES)
        check_version(before.version, store.choices_of(kept, person, session).version)
        store.keep_choices(kept, person, after, session)
