"""Sessions: a person has signed in, and stays so until they sign out or twelve hours are over."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.accounts.events import SessionEnded, SessionStarted
from contracts.errors import NotSignedIn
from contracts.outcomes import Outcome, changed, unchanged

LIFETIME = timedelta(hours=12)


class NoSession(NotSignedIn):
    """Unknown, over or ended: the answer is the same."""

    code = "session-over"
    message = "Your session is over. Sign in again."


@dataclass(frozen=True)
class Session:
    """`id` is public; of the secret in the cookie only its SHA-256 is kept."""

    id: str
    secret_hash: str
    person: str
    started: datetime
    expires: datetime
    ended: bool = False

    def lives(self, at: datetime) -> bool:
        return not self.ended and at < self.expires


def start(id: str, *, secret_hash: str, person: str, at: datetime) -> Outcome[Session]:
    session = Session(id, secret_hash, person, started=at, expires=at + LIFETIME)
    return changed(session, SessionStarted(id, person, at))


def end(session: Session, *, at: datetime) -> Outcome[Session]:
    """A second time changes nothing."""
    if session.ended:
        return unchanged(session)
    return changed(replace(session, ended=True), SessionEnded(session.id, session.person, at))
