"""Works out who is concerned by what happened, and tells each of them once.

Outside of the inbox, because it asks other services. What is told to whom and that it was told are
one transaction, so no killed process and no second instance tells anybody twice or not at all.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

from backbone.clock import now
from backbone.logs import logger
from backbone.periodic import every
from contracts.barriers.messages import Concerned
from contracts.errors import Refusal
from contracts.notifications.topics import TOPICS, TopicName
from services.notifications import store
from services.notifications.domain import audiences, tellings, writing
from services.notifications.domain.audiences import Person
from services.notifications.domain.choices import USUAL
from services.notifications.service.asking_barriers import concerned
from services.notifications.service.part import Part
from services.notifications.store.tellings import Document

log = logger(__name__)

LOOK_SECONDS = 1
BATCH = 50
WHOLE_SECONDS = 10
"""For which one look goes on: less than its lease."""

AGAIN = timedelta(minutes=10)
"""After which one that could not be told is tried again; the others are told meanwhile."""

Barriers = Mapping[str, Concerned]
Whom = list[tuple[Person, TopicName]]


class Telling(Part):
    @every(LOOK_SECONDS)
    def tell(self) -> None:
        until = time.monotonic() + WHOLE_SECONDS
        began = store.began(self.work.collection(store.ROUNDS), now())
        # First what nobody has to be asked about: a link to sign in does not wait for barriers.
        for of_barriers in (False, True):
            while time.monotonic() < until and self._tell_some(began, of_barriers=of_barriers):
                pass

    def _tell_some(self, began: datetime, *, of_barriers: bool) -> bool:
        """Whether it may go on with the next ones."""
        tellings = self.work.collection(store.TELLINGS)
        due = store.due(tellings, now(), BATCH, of_barriers=of_barriers)
        try:
            barriers = concerned(self.ask, (each["data"].get("barrier") for each in due))
        except Refusal as refusal:
            log.warning("telling people waits for barriers", reason=refusal.code)
            return False
        of_nobody = []
        for each in due:
            with self._put_off_where_it_fails(each):
                whom = self._whom(each, barriers, began)
                if whom:
                    self._tell_each(each, whom)
                else:
                    of_nobody.append(each["_id"])
        # Most events concern nobody: one write for all of these, not a transaction for each.
        store.concern_nobody(tellings, of_nobody, now())
        return bool(due)

    @contextmanager
    def _put_off_where_it_fails(self, telling: Document) -> Iterator[None]:
        try:
            yield
        except PyMongoError:
            raise
        except Exception:
            log.exception("could not be told", telling=telling["_id"], what=telling["name"])
            tellings = self.work.collection(store.TELLINGS)
            store.tell_later(tellings, telling["_id"], now() + AGAIN)

    def _whom(self, telling: Document, barriers: Barriers, began: datetime) -> Whom:
        if tellings.is_history(telling["at"], began=began, now=now()):
            return []
        data = telling["data"]
        found = audiences.candidates(telling["name"], data, barriers.get(data.get("barrier", "")))
        people = store.in_any(
            self.work.collection(store.PEOPLE), [audience for _, audience in found]
        )
        return [(each, topic) for each in people if (topic := audiences.topic_of(each, found))]

    def _tell_each(self, telling: Document, whom: Whom) -> None:
        at = now()
        chosen = store.choices_of_each(
            self.work.collection(store.CHOICES), [person.id for person, _ in whom]
        )
        items = [
            (store.news_item(telling, person.id, topic, choices, at), choices)
            for person, topic in whom
            for choices in [chosen.get(person.id, USUAL)]
        ]
        news = [item for item, _ in items if TOPICS[item["topic"]].listed]
        mails = [
            writing.at_once(item, choices, at)
            for item, choices in items
            if choices.of(item["topic"]) == "at-once"
        ]

        def write(session: ClientSession) -> None:
            if store.told(self.work.collection(store.TELLINGS), telling["_id"], at, session):
                store.add_news(self.work.collection(store.NEWS), news, session)
                store.insert_mails(self.work.collection(store.MAILS), mails, session)

        self.work.keep(lambda: (None, write))
