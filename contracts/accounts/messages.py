"""What accounts is asked and answers.

RPC methods: ``sign_in``, ``sign_out``, ``resolve_session``, ``resolve_key``, ``operator_token``,
``service_token``, ``import_councils``, ``councils``, ``council``, ``all_councils``,
``register_person``, ``disable_person``, ``people``, ``create_key``, ``revoke_key``, ``keys``;
those of bodies are in `contracts.accounts.bodies`, those of links in `contracts.accounts.links`,
those of whom to write to in `contracts.accounts.addressees`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from contracts.accounts.events import CouncilFacts
from contracts.callers import Role
from contracts.fields import (
    CouncilCode,
    Document,
    EmailAddress,
    Line,
    PageSize,
    Password,
    Secret,
    Slug,
)
from contracts.languages import Language

Organisation = Annotated[str, Slug]


@dataclass(frozen=True)
class SignIn:
    email: Annotated[str, EmailAddress]
    password: Annotated[str, Secret]


@dataclass(frozen=True)
class SignedIn:
    """`secret` goes into the cookie and nowhere else; at `expires` the session ends."""

    secret: str
    session: str
    expires: datetime


@dataclass(frozen=True)
class SignOut:
    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class SignedOut:
    """The session is over; it may have been before."""


@dataclass(frozen=True)
class ResolveSession:
    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class ResolveKey:
    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class OperatorToken:
    """For the operator's command line: the secret that deployment shares with accounts."""

    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class ServiceToken:
    """For a service that asks others for itself: its name, and the secret that deployment gives to
    such services and to accounts."""

    service: Annotated[str, Slug]
    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class ServiceIdentity:
    """The token that proves to every service who asks, until `expires`."""

    token: str
    expires: datetime


@dataclass(frozen=True)
class Identity:
    """A caller and the token that proves it to every service.

    `credential` is the public id of the session or key, for dropping it from caches when it ends;
    `token_expires` is when the token must be asked for again, `expires` when a session is over by
    itself (a key never is).
    """

    token: str
    token_expires: datetime
    credential: str
    person: str
    organisation: str
    role: Role
    name: str
    kind: Literal["session", "key", "operator"]
    language: Language = "en"
    email: str | None = None
    expires: datetime | None = None


@dataclass(frozen=True)
class ImportCouncils:
    """`register` is mySociety's register of UK local authorities in CSV, `context` a CSV with
    ``local-authority-code``, ``imd-quintile``, ``rural-urban``; at least one of them.

    Where a row is broken and not to be skipped, the answer is `Invalid` with code ``broken-table``,
    whose details map ``register line 12`` to what is wrong there."""

    register: Annotated[str, Document] | None = None
    context: Annotated[str, Document] | None = None
    skip_invalid: bool = False


@dataclass(frozen=True)
class BrokenRow:
    """`line` counts from 1 with the header, in the file named by `file` (register or context)."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class CouncilsImported:
    registered: int
    changed: int
    unchanged: int
    skipped: tuple[BrokenRow, ...] = ()


@dataclass(frozen=True)
class ListCouncils:
    """Filters of the register. `after` is the cursor of the page before."""

    current: bool | None = None
    kind: Annotated[str, Line] | None = None
    nation: Annotated[str, Line] | None = None
    search: Annotated[str, Line] | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Councils:
    """In order of name. `next` is the cursor of the following page, None on the last."""

    councils: tuple[CouncilFacts, ...]
    next: str | None = None


@dataclass(frozen=True)
class AllCouncils:
    """Every council at once, for the gateway's own memory."""


@dataclass(frozen=True)
class GetCouncil:
    code: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class RegisterPerson:
    """`organisation` is a council's code, a body's id for responders, or ``sector-body`` for
    analysts and administrators.

    Without a `password` they are sent a link by which they choose one.
    """

    email: Annotated[str, EmailAddress]
    name: Annotated[str, Line]
    organisation: Annotated[str, Line]
    role: Role
    password: Annotated[str, Password] | None = None
    language: Language = "en"


@dataclass(frozen=True)
class Person:
    id: str
    email: str
    name: str
    organisation: str
    role: Role
    language: Language
    enabled: bool
    version: int
    has_password: bool = True


@dataclass(frozen=True)
class ListPeople:
    """Administrators see everybody, a council's people their own council's, analysts those of the
    sector body."""

    organisation: Annotated[str, Line] | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class People:
    people: tuple[Person, ...]
    next: str | None = None


@dataclass(frozen=True)
class DisablePerson:
    """`version` is the person's that was read."""

    person: Annotated[str, Slug]
    version: int | None = None


@dataclass(frozen=True)
class CreateKey:
    """A key acts for `organisation` in `role`, as a person would."""

    label: Annotated[str, Line]
    organisation: Annotated[str, Line]
    role: Role


@dataclass(frozen=True)
class KeyCreated:
    """`secret` is shown this once; only its hash is kept."""

    id: str
    secret: str
    label: str
    organisation: str
    role: Role


@dataclass(frozen=True)
class Key:
    id: str
    label: str
    organisation: str
    role: Role
    revoked: bool
    created: datetime


@dataclass(frozen=True)
class ListKeys:
    """An administrator sees every key; a lead their council's."""


@dataclass(frozen=True)
class Keys:
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class RevokeKey:
    key: Annotated[str, Slug]
