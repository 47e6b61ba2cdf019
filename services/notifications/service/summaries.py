"""The daily and the weekly summary, at eight in the morning of the United Kingdom.

Each goes out person by person, each in a transaction under an id made of the round, its day and the
person: whoever goes on after a killed process finds who has theirs already.
"""

from collections.abc import Iterator
from datetime import datetime

from pymongo.client_session import ClientSession

from backbone.clock import now
from backbone.logs import logger
from backbone.periodic import every
from contracts.errors import Refusal
from services.notifications import store
from services.notifications.domain import news_of_sector, times, writing
from services.notifications.domain.audiences import NEW_IN_SECTOR, Person
from services.notifications.domain.choices import Choices
from services.notifications.domain.news_of_sector import Digest, News
from services.notifications.domain.times import Round
from services.notifications.service.asking_barriers import concerned
from services.notifications.service.part import Part

log = logger(__name__)

LOOK_SECONDS = 20


class Summaries(Part):
    @every(LOOK_SECONDS)
    def sum_up(self) -> None:
        at, rounds = now(), self.work.collection(store.ROUNDS)
        for name in times.ROUNDS:
            until = times.LAST[name](at)
            since = store.done_until(rounds, name, until)
            if since < until:
                self._round(name, since, until)

    def _round(self, name: Round, since: datetime, until: datetime) -> None:
        try:
            sector = self._sector(since, until) if name == "weekly" else news_of_sector.NOTHING
        except Refusal as refusal:
            log.warning("a summary waits for barriers", reason=refusal.code)
            return
        for person, choices in self._readers(name):
            digest = sector.of(person) if choices.of("digest") == "weekly" else {}
            self._summary(name, until, person, choices, digest)
        store.finish_round(self.work.collection(store.ROUNDS), name, until)

    def _sector(self, since: datetime, until: datetime) -> News:
        tellings = self.work.collection(store.TELLINGS)
        happened = store.happened(tellings, NEW_IN_SECTOR, since, until)
        named = [(each["name"], each["data"]["barrier"]) for each in happened]
        return news_of_sector.news_of(named, concerned(self.ask, (barrier for _, barrier in named)))

    def _readers(self, name: Round) -> Iterator[tuple[Person, Choices]]:
        """Of the weekly summary everybody, of the daily one those for whom something waits."""
        people = self.work.collection(store.PEOPLE)
        waits = set(store.who_waits(self.work.collection(store.NEWS), name))
        chosen = self.work.collection(store.CHOICES)
        for person in store.all_of_them(people):
            if name == "weekly" or person.id in waits:
                yield person, store.choices_of(chosen, person.id)

    def _summary(
        self, name: Round, until: datetime, person: Person, choices: Choices, digest: Digest
    ) -> None:
        """Writes to one person, unless that was done before or there is nothing to say."""
        news, mails = self.work.collection(store.NEWS), self.work.collection(store.MAILS)
        waiting = store.waiting(news, person.id, name)
        items = [each for each in waiting if choices.of(each["topic"]) != "never"]
        mail = writing.summary(
            name, until, person.id, items, digest, times.out_of_quiet(now(), choices.quiet)
        )

        def write(session: ClientSession) -> None:
            if store.is_written(mails, mail["_id"], session):
                return
            store.summed_up(news, waiting, session)
            if items or digest:
                store.insert_mails(mails, [mail], session)

        self.work.keep(lambda: (None, write))
