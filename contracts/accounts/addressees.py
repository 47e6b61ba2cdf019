"""Whom to write to, and for whom nobody acts any more: asked by services alone.

RPC methods: ``addressees`` and ``ended_organisations``.
"""

from dataclasses import dataclass
from typing import Annotated

from contracts.callers import Role
from contracts.fields import Line, Slug
from contracts.languages import Language


@dataclass(frozen=True)
class GetAddressees:
    """Whom to write to, for services alone: those of any of `organisations`, and `people` by id,
    without those whose access has ended or whose organisation has."""

    organisations: tuple[Annotated[str, Line], ...] = ()
    people: tuple[Annotated[str, Slug], ...] = ()


@dataclass(frozen=True)
class Addressee:
    """Kept by nobody but accounts: who writes to somebody asks for their address each time."""

    person: str
    email: str
    name: str
    organisation: str
    role: Role
    language: Language


@dataclass(frozen=True)
class Addressees:
    """In order of id."""

    people: tuple[Addressee, ...]


@dataclass(frozen=True)
class GetEndedOrganisations:
    """Asks services alone which of these, by code or id, nobody acts for any more."""

    organisations: tuple[Annotated[str, Line], ...]


@dataclass(frozen=True)
class EndedOrganisations:
    """In order."""

    organisations: tuple[str, ...]
