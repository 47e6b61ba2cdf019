"""Links that let somebody choose a password: sent to their address, good once and for a while."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.accounts.events import PasswordChosen, PersonRegistered, SignInLinkMade
from contracts.accounts.links import Purpose
from contracts.errors import Conflict, NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.accounts.domain.people import Person, SignInLink

HOLDS: dict[Purpose, timedelta] = {
    "first-sign-in": timedelta(days=7),
    "new-password": timedelta(hours=2),
}
A_DAY = timedelta(days=1)
MOST_A_DAY = 5
"""Links for one person, so that nobody fills somebody's mailbox."""


class LinkOver(NotFound):
    """Used, too old, followed by a newer one, or never ours: the answer is the same."""

    code = "sign-in-link-over"
    message = (
        "This link is not good any more: it was used, is too old, or a newer one was sent. Ask "
        "for a new one."
    )


class HasPassword(Conflict):
    code = "has-signed-in"
    message = "This person has chosen a password. They can ask for a new one themselves."


class TooManyLinks(Conflict):
    code = "too-many-links"
    message = f"This person was sent {MOST_A_DAY} links within a day. Wait until tomorrow."


@dataclass(frozen=True)
class NewLink:
    """The id of a link to be made and the SHA-256 of its secret."""

    id: str
    secret_hash: str


def register(person: Person, link: NewLink, at: datetime) -> Outcome[Person]:
    """The first events of a person without a password, who is sent a link to choose one."""
    invited = with_link(person, link, "first-sign-in", at)
    told = PersonRegistered(person.id, person.organisation, person.role, at)
    return changed(invited, told, made(invited, at))


def ask(person: Person, link: NewLink, at: datetime) -> Outcome[Person]:
    """Another link where somebody asks for it; nothing where they have had too many today.

    Who has no password yet gets one for the first sign-in.
    """
    if not person.enabled or len(person.links_since(at - A_DAY)) >= MOST_A_DAY:
        return unchanged(person)
    purpose: Purpose = "new-password" if person.password_hash else "first-sign-in"
    asked = with_link(person, link, purpose, at)
    return changed(asked, made(asked, at))


def invite_again(person: Person, link: NewLink, at: datetime) -> Outcome[Person]:
    """Raises HasPassword or TooManyLinks."""
    if person.password_hash or not person.enabled:
        raise HasPassword
    if len(person.links_since(at - A_DAY)) >= MOST_A_DAY:
        raise TooManyLinks
    return ask(person, link, at)


def look(person: Person | None, at: datetime) -> tuple[Person, SignInLink]:
    """Whose link it is, while it is good. Raises LinkOver."""
    link = person.link if person and person.enabled else None
    if person is None or link is None or link.expires <= at:
        raise LinkOver
    return person, link


def use(person: Person, *, secret_hash: str, password_hash: str, at: datetime) -> Outcome[Person]:
    """The password that was chosen, and no link any more. Raises LinkOver."""
    _, link = look(person, at)
    if link.secret_hash != secret_hash:
        raise LinkOver
    chosen = replace(person, password_hash=password_hash, link=None, passwords=person.passwords + 1)
    return changed(chosen, PasswordChosen(person.id, at))


def with_link(person: Person, link: NewLink, purpose: Purpose, at: datetime) -> Person:
    """A newer link takes the place of the one before."""
    sent = SignInLink(link.id, purpose, link.secret_hash, at + HOLDS[purpose])
    return replace(person, link=sent, links_made=(*person.links_since(at - A_DAY), at))


def made(person: Person, at: datetime) -> SignInLinkMade:
    assert person.link is not None  # noqa: S101 (it was just made)
    return SignInLinkMade(person.id, person.link.id, person.link.purpose, person.link.expires, at)
