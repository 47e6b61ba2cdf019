"""Sends e-mail that is due, one mail after the other, whichever instance has the turn.

A row is claimed, sent, and its end recorded. A process that dies in between leaves its claim, and
when that has run out the mail is sent again under the same Message-ID: the only way to be sure of
it where the mail server's word was lost with the process.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import eventlet
from jinja2 import TemplateError
from pymongo.errors import PyMongoError

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.logs import logger
from backbone.periodic import every
from contracts.accounts.addressees import Addressee, Addressees, GetAddressees
from contracts.errors import NotFound, Refusal
from contracts.languages import Language
from contracts.messages import load
from contracts.notifications.topics import TOPIC_NAMES, TOPICS
from services.notifications import store, totals
from services.notifications.domain import mails, unsubscribing, writing
from services.notifications.domain.mails import Again, Ended
from services.notifications.rendering import render
from services.notifications.sending import AddressRefused, NotAccepted, Outgoing, ServerAway
from services.notifications.service import wording
from services.notifications.service.mail_out import SILENT, MailOut
from services.notifications.service.part import Part

log = logger(__name__)

Row = dict[str, Any]

LOOK_SECONDS = 1.0
TURN_SECONDS = 2.0
"""For which one look goes on with what is due: a stop waits for it."""
WHOLE_SECONDS = 240.0
"""For one mail, however slowly its server answers."""
RECORD_SECONDS = 45.0
"""For which the record of a mail that was sent is tried while the database is away."""
RECORD_PAUSE = 0.5

LATE: dict[str, Callable[[Any, Row, Language], dict[str, Any]]] = {
    **dict.fromkeys(TOPIC_NAMES, wording.words),
    "account": wording.account,
}
"""By template, what a mail says that no row may hold, such as the secret of a link: made at the
moment of sending, of what asks other services, the row and the language. NotFound drops the mail.
"""


class Mailing(Part):
    mail_out: MailOut | Any = MailOut()

    @every(LOOK_SECONDS)
    def send_mail(self) -> None:
        until = time.monotonic() + TURN_SECONDS
        out = self.mail_out
        try:
            while time.monotonic() < until and out.may_try and self._send_next():
                pass
        finally:
            out.sender.close()

    def _send_next(self) -> bool:
        """Whether there was one."""
        documents, token = self.work.collection(store.MAILS), new_id()
        row = store.claim(documents, token)
        if row is None:
            return False
        self._record(row, token, self._try(row))
        return True

    def _try(self, row: Row) -> Ended | Again:
        out = self.mail_out
        try:
            ended = self._sent(row)
        except SILENT as refusal:
            log.warning("an e-mail waits for its words", mail=row["_id"], reason=refusal.code)
            return mails.after_silence(row, refusal.code, now())
        except (NotAccepted, TemplateError, Refusal) as error:
            return mails.after_failure(row, mails.without_addresses(str(error)), now())
        except (ServerAway, PyMongoError) as error:
            failures, reason = out.failed(), mails.without_addresses(str(error))
            log.warning("e-mail waits", reason=reason, failures=failures)
            return mails.after_away(row, reason, now(), failures=failures)
        except Exception as error:
            log.exception("e-mail could not be made", mail=row["_id"])
            # Whatever it left half said on its connection is not to reach the next one.
            out.sender.close()
            return mails.after_failure(row, type(error).__name__, now())
        out.worked()
        return ended

    def _sent(self, row: Row) -> Ended:
        if row["until"] and row["until"] < now():
            return Ended("dropped", "too-late")
        person = self._person(row["person"])
        if person is None:
            return Ended("dropped", "person-gone")
        if not is_always_sent(row) and self._came_back_from(person.email):
            return Ended("dropped", "address-returned")
        choices = store.choices_of(self.work.collection(store.CHOICES), row["person"])
        wanted = writing.still_wanted(row, choices)
        if wanted is None:
            return Ended("dropped", "unwanted")
        try:
            mail = self._outgoing(wanted, person)
        except NotFound as refusal:
            return Ended("dropped", refusal.code)
        return self._handed_over(row, mail)

    def _handed_over(self, row: Row, mail: Outgoing) -> Ended:
        try:
            with eventlet.Timeout(WHOLE_SECONDS, ServerAway("It took too long.")):
                self.mail_out.sender.send(mail)
        except AddressRefused as refused:
            return self._returned(mail.address, mails.without_addresses(str(refused)))
        if is_always_sent(row):
            self._works_again(mail.address)
        return Ended("sent")

    def _person(self, person: str) -> Addressee | None:
        """Raises ServerAway where accounts does not answer, for nothing can be sent without it."""
        try:
            answer = self.ask("accounts", "addressees", GetAddressees(people=(person,)))
        except SILENT as refusal:
            raise ServerAway(refusal.code) from refusal
        return next(iter(load(Addressees, answer).people), None)

    def _outgoing(self, row: Row, person: Addressee) -> Outgoing:
        late = LATE.get(row["template"])
        data = row["data"] | (
            late(self.mail_out.sparing(self.ask), row, person.language) if late else {}
        )
        settings = self.mail_out.settings
        unsubscribe = self._unsubscribe(row)
        words = render(
            row["template"],
            person.language,
            data,
            name=person.name,
            public_url=settings.public_url,
            unsubscribe=unsubscribe,
        )
        return Outgoing(
            id=row["_id"],
            message_id=mails.message_id(row["_id"], settings.host),
            address=person.email,
            name=person.name,
            language=person.language,
            subject=words.subject,
            text=words.text,
            html=words.html,
            made=row["wanted"],
            unsubscribe=unsubscribe,
            again=mails.was_tried(row),
        )

    def _unsubscribe(self, row: Row) -> str | None:
        topic = TOPICS[row["topic"]]
        if "never" not in topic.choice:
            return None
        made = row["wanted"].date()
        secret = unsubscribing.secret(row["person"], topic.name, made, self.mail_out.key)
        return f"{self.mail_out.settings.public_url}/unsubscribe/{secret}"

    def _returned(self, address: str, reason: str) -> Ended:
        store.mark(self.work.collection(store.RETURNED), self._trace(address), now(), reason)
        return Ended("returned", reason)

    def _came_back_from(self, address: str) -> bool:
        return store.is_marked(self.work.collection(store.RETURNED), self._trace(address))

    def _works_again(self, address: str) -> None:
        # The mail is sent: what comes now must not have it sent again.
        with suppress(PyMongoError):
            store.clear(self.work.collection(store.RETURNED), self._trace(address))

    def _trace(self, address: str) -> str:
        return mails.trace_of(address, self.mail_out.key)

    def _record(self, row: Row, token: str, came: Ended | Again) -> None:
        """What came of it. Not to be given up lightly: what is not recorded is sent again."""
        documents, until = self.work.collection(store.MAILS), time.monotonic() + RECORD_SECONDS
        while True:
            try:
                if isinstance(came, Again):
                    store.put_off(documents, row["_id"], token, came)
                else:
                    store.finish(documents, row["_id"], token, came, now())
            except PyMongoError:
                if time.monotonic() > until:
                    raise
                time.sleep(RECORD_PAUSE)
            else:
                break
        if isinstance(came, Ended):
            totals.MAILS.labels(came.end).inc()
            log.info("e-mail ended", mail=row["_id"], end=came.end, reason=came.reason)


def is_always_sent(row: Row) -> bool:
    """Nobody could sign in without it, and only who is signed in can say that an address works."""
    return not TOPICS[row["topic"]].choice
