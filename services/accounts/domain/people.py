"""People who sign in."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.accounts.events import PersonDisabled, PersonRegistered
from contracts.accounts.links import Purpose
from contracts.callers import Caller, Role
from contracts.errors import Conflict, NotFound, NotSignedIn
from contracts.languages import Language
from contracts.outcomes import Outcome, changed, unchanged


class NoSuchPerson(NotFound):
    code = "no-such-person"
    message = "There is no such person."


class EmailTaken(Conflict):
    code = "email-taken"
    message = "Somebody is registered with this e-mail address already."


class NotYourself(Conflict):
    code = "not-yourself"
    message = "You can't end your own access. Ask somebody else to do it."


class WrongCredentials(NotSignedIn):
    """One answer for every reason, so that nobody learns who is registered."""

    code = "wrong-credentials"
    message = "The e-mail address or the password is wrong."


@dataclass(frozen=True)
class SignInLink:
    """Of its secret only the SHA-256 is kept."""

    id: str
    purpose: Purpose
    secret_hash: str
    expires: datetime


@dataclass(frozen=True)
class Person:
    """`organisation` is a council's code, a body's id or sector-body, `password_hash` argon2id's
    encoding, None until they have chosen a password. `link` is the newest by which they may, and
    `links_made` when they were sent any within the last day. `passwords` counts those that were
    chosen by one."""

    id: str
    email: str
    name: str
    organisation: str
    role: Role
    language: Language
    password_hash: str | None
    enabled: bool = True
    link: SignInLink | None = None
    links_made: tuple[datetime, ...] = ()
    passwords: int = 0

    def links_since(self, at: datetime) -> tuple[datetime, ...]:
        return tuple(each for each in self.links_made if each > at)

    def as_caller(self) -> Caller:
        return Caller(self.id, self.organisation, self.role, self.name, kind="session")


def register(person: Person, at: datetime) -> Outcome[Person]:
    """The first event of a person, once their role and organisation are known to fit."""
    told = PersonRegistered(person.id, person.organisation, person.role, at)
    return changed(person, told)


def disable(person: Person, *, by: str, at: datetime) -> Outcome[Person]:
    """Ends a person's access for good; a second time changes nothing.

    Raises:
        NotYourself: `by` is the person.
    """
    if by == person.id:
        raise NotYourself
    if not person.enabled:
        return unchanged(person)
    return changed(replace(person, enabled=False, link=None), PersonDisabled(person.id, at))
