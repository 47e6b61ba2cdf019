"""Whom a page is for."""

from starlette.requests import Request

from contracts.accounts.messages import Identity
from contracts.callers import BODY_ROLES, COUNCIL_ROLES
from contracts.errors import NotAllowed
from gateway.platform import identity_of


class ForCouncils(NotAllowed):
    code = "for-councils"
    message = "This page is for people of a council."


class ForBodies(NotAllowed):
    code = "for-bodies"
    message = "This page is for people of a body that barriers are put to."


class ForAnalysts(NotAllowed):
    code = "for-analysts"
    message = "This page is for analysts of the sector body."


class ForThoseWhoRunPeople(NotAllowed):
    code = "for-administrators-and-leads"
    message = "This page is for administrators, and for leads of councils."


class ForAdministrators(NotAllowed):
    code = "for-administrators"
    message = "This page is for administrators."


def council_of(request: Request) -> str:
    """The code of the council that the visitor acts for.

    Raises:
        NotSignedIn: nobody is signed in.
        ForCouncils: the visitor acts for no council.
    """
    identity = identity_of(request)
    if identity.role not in COUNCIL_ROLES:
        raise ForCouncils
    return identity.organisation


def own_council(request: Request) -> str | None:
    """The same, or None where the visitor acts for none."""
    identity: Identity | None = getattr(request.state, "identity", None)
    return identity.organisation if identity and identity.role in COUNCIL_ROLES else None


def leads(request: Request) -> bool:
    """Whether the visitor may submit and consent for the council."""
    return identity_of(request).role == "lead"


def who_runs_people(request: Request) -> Identity:
    """The visitor, who says who may sign in: an administrator, or a lead for their own council.

    Raises:
        NotSignedIn: nobody is signed in.
        ForThoseWhoRunPeople: the visitor is neither.
    """
    identity = identity_of(request)
    if identity.role not in ("administrator", "lead"):
        raise ForThoseWhoRunPeople
    return identity


def body_of(request: Request) -> str:
    """The id of the body that the visitor answers for.

    Raises:
        NotSignedIn: nobody is signed in.
        ForBodies: the visitor answers for no body.
    """
    identity = identity_of(request)
    if identity.role not in BODY_ROLES:
        raise ForBodies
    return identity.organisation


def must_analyse(request: Request) -> None:
    """Raises NotSignedIn or ForAnalysts unless the visitor is an analyst."""
    if identity_of(request).role != "analyst":
        raise ForAnalysts


def must_administer(request: Request) -> None:
    """Raises NotSignedIn or ForAdministrators unless the visitor is an administrator."""
    if identity_of(request).role != "administrator":
        raise ForAdministrators
