"""Sessions: a person has signed in, and stays so until they sign out or twelve hours are over."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.accounts.events import SessionEnded, SessionStarted
from contracts.errors import NotSignedIn
from contracts.outcomes import Outcome, changed, unchanged
from services.accounts.domain.people import Person

LIFETIME = timedelta(hours=12)


class NoSession(NotSignedIn):
    """Unknown, over or ended: the answer is the same."""

    code = "session-over"
    message = "Your session is over. Sign in again."


@dataclass(frozen=True)
class Session:
    """`id` is public; of the secret in the cookie only its SHA-256 is kept. `password` is which of
    the person's passwords it began with: it ends with that, even where it began while that was
    being replaced."""

    id: str
    secret_hash: str
    person: str
    started: datetime
    expires: datetime
    ended: bool = False
    password: int = 0

    def lives(self, at: datetime, person: Person) -> bool:
        """`person` is whose it is, as they are now."""
        holds = person.enabled and self.password == person.passwords
        return holds and not self.ended and at < self.expires


def start(id: str, *, secret_hash: str, person: Person, at: datetime) -> Outcome[Session]:
    """`person` is as they were when their password was looked at."""
    session = Session(
        id, secret_hash, person.id, started=at, expires=at + LIFETIME, password=person.passwords
    )
    return changed(session, SessionStarted(id, person.id, at))


def end(session: Session, *, at: datetime) -> Outcome[Session]:
    """A second time changes nothing."""
    if session.ended:
        return unchanged(session)
    return changed(replace(session, ended=True), SessionEnded(session.id, session.person, at))
