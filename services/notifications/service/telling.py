"""Works out who is concerned by what happened, and tells each of them once.

Outside of the inbox, because it asks other services. What is told to whom and that it was told are
one transaction, so no killed process and no second instance tells anybody twice or not at all.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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
from services.notifications.domain.choices import USUAL, Choices
from services.notifications.service.asking_barriers import concerned
from services.notifications.service.part import Part
from services.notifications.store.tellings import Document

log = logger(__name__)

LOOK_SECONDS = 1
BATCH = 50
WHOLE_SECONDS = 10
"""For which one look goes on: less than its lease."""

MOST_TOLD = 500
"""After so many people, the next tellings are another transaction's."""

AGAIN = timedelta(minutes=10)
"""After which one that could not be told is tried again; the others are told meanwhile."""

Barriers = Mapping[str, Concerned]
Whom = list[tuple[Person, TopicName]]
Found = tuple[Document, Whom]
"""A telling and whom it concerns."""


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
        found: list[Found] = []
        for each in due:
            with self._put_off_where_it_fails(each):
                found.append((each, self._whom(each, barriers, began)))
        for some in parts(found):
            self._tell_or_put_off(some)
        return bool(due)

    def _tell_or_put_off(self, some: list[Found]) -> None:
        """All of them at once; where that fails, each by itself, so that one holds up no other."""
        if len(some) == 1:
            with self._put_off_where_it_fails(some[0][0]):
                self._tell_together(some)
            return
        try:
            self._tell_together(some)
        except PyMongoError:
            raise
        except Exception:
            log.exception("told one by one, for some could not be told together", some=len(some))
            for each in some:
                self._tell_or_put_off([each])

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

    def _tell_together(self, some: list[Found]) -> None:
        """In one transaction, for most concern few and each would cost one otherwise."""
        at = now()
        chosen = store.choices_of_each(
            self.work.collection(store.CHOICES),
            sorted({person.id for _, whom in some for person, _ in whom}),
        )
        told = {telling["_id"]: told_of(telling, whom, chosen, at) for telling, whom in some}

        def write(session: ClientSession) -> None:
            mine = store.tell(self.work.collection(store.TELLINGS), list(told), at, session)
            news = [item for each in mine for item in told[each].news]
            mails = [mail for each in mine for mail in told[each].mails]
            store.add_news(self.work.collection(store.NEWS), news, session)
            store.insert_mails(self.work.collection(store.MAILS), mails, session)

        self.work.keep(lambda: (None, write))


@dataclass(frozen=True)
class Told:
    """Items for the list of each, and e-mails to those who want them at once."""

    news: list[Document]
    mails: list[Document]


def told_of(telling: Document, whom: Whom, chosen: Mapping[str, Choices], at: datetime) -> Told:
    items = [
        (store.news_item(telling, person.id, topic, choices, at), choices)
        for person, topic in whom
        for choices in [chosen.get(person.id, USUAL)]
    ]
    return Told(
        news=[item for item, _ in items if TOPICS[item["topic"]].listed],
        mails=[
            writing.at_once(item, choices, at)
            for item, choices in items
            if choices.of(item["topic"]) == "at-once"
        ],
    )


def parts(found: Iterable[Found]) -> Iterator[list[Found]]:
    """So many together as concern `MOST_TOLD` people; the last of them may concern more."""
    part: list[Found] = []
    for each in found:
        part.append(each)
        if sum(len(whom) for _, whom in part) >= MOST_TOLD:
            yield part
            part = []
    if part:
        yield part
