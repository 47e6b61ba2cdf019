"""The bodies that can change what is in councils' way, and what accounts is asked of them.

RPC methods: ``register_body``, ``change_body``, ``bodies``, ``body``, ``all_bodies``.
"""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from contracts.fields import Line, PageSize, Secret, Slug

BodyKind = Literal[
    "department",
    "regulator",
    "nhs",
    "police",
    "devolved-government",
    "council-group",
    "other",
]
BODY_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)


@dataclass(frozen=True)
class BodyName:
    """In both languages; a body that has no Welsh name has its own one twice."""

    en: str
    cy: str


@dataclass(frozen=True)
class BodyFacts:
    """A body as the register has it.

    `stands_for` is the id of the taxonomy's body that it is, or is one of: that of an NHS trust may
    be ``nhs-england``. `ended` says that nobody answers for it any more.
    """

    id: str
    name: BodyName
    kind: BodyKind
    stands_for: str | None = None
    ended: bool = False


@dataclass(frozen=True)
class GivenName:
    """A `BodyName` as it is sent."""

    en: Annotated[str, Line]
    cy: Annotated[str, Line]

    def as_stored(self) -> BodyName:
        return BodyName(self.en, self.cy)


@dataclass(frozen=True)
class RegisterBody:
    """`id` stays for ever, whatever the body is called later."""

    id: Annotated[str, Slug]
    name: GivenName
    kind: BodyKind
    stands_for: Annotated[str, Slug] | None = None


@dataclass(frozen=True)
class ChangeBody:
    """All that the register is to say of it from now on. `version` is the body's that was read."""

    body: Annotated[str, Slug]
    name: GivenName
    kind: BodyKind
    stands_for: Annotated[str, Slug] | None = None
    ended: bool = False
    version: int | None = None


@dataclass(frozen=True)
class Body:
    id: str
    name: BodyName
    kind: BodyKind
    stands_for: str | None
    ended: bool
    version: int


@dataclass(frozen=True)
class GetBody:
    body: Annotated[str, Slug]


@dataclass(frozen=True)
class ListBodies:
    """`ended` keeps those that have, or those that have not."""

    ended: bool | None = None
    kind: BodyKind | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Bodies:
    """In order of id; all of them at once in order of the English name. `next` is the cursor of the
    following page, None on the last."""

    bodies: tuple[Body, ...]
    next: str | None = None


@dataclass(frozen=True)
class AllBodies:
    """Every body at once, for the gateway's own memory."""
