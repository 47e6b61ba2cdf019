"""Links by which people sign in for the first time, or choose a new password; each works once.

RPC methods: ``ask_new_password``, ``look_at_link``, ``use_link``, ``invite_again``, and for
services alone ``sign_in_link``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from contracts.fields import EmailAddress, Line, Password, Secret, Slug

Purpose = Literal["first-sign-in", "new-password"]


@dataclass(frozen=True)
class AskNewPassword:
    email: Annotated[str, EmailAddress]


@dataclass(frozen=True)
class LinkAsked:
    """The same whoever is registered: the link goes to the address, if anybody has it."""


@dataclass(frozen=True)
class InviteAgain:
    """Another link for the first sign-in of somebody who has no password yet."""

    person: Annotated[str, Slug]


@dataclass(frozen=True)
class Invited:
    person: str
    expires: datetime


@dataclass(frozen=True)
class LookAtLink:
    """`secret` is the last part of the link's address. Looking uses nothing up."""

    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class Link:
    """Whose it is and what for, until `expires`."""

    purpose: Purpose
    name: str
    email: str
    expires: datetime


@dataclass(frozen=True)
class UseLink:
    """Chooses the password that holds from now on; whoever was signed in with the old one is so no
    more."""

    secret: Annotated[str, Secret]
    password: Annotated[str, Password]


@dataclass(frozen=True)
class LinkUsed:
    """Sign in with `email` and the new password."""

    email: str


@dataclass(frozen=True)
class GetSignInLink:
    """For services alone, who send it to the person's address and nowhere else."""

    person: Annotated[str, Slug]
    link: Annotated[str, Line]


@dataclass(frozen=True)
class SignInLink:
    """`path` is its address within Waymark."""

    path: str
    purpose: Purpose
    expires: datetime
