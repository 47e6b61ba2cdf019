"""What happens in accounts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from contracts.accounts.bodies import BodyFacts
from contracts.events import Event, event


@dataclass(frozen=True)
class Place:
    """What the register and its context say about a council's area; None where unknown.

    `area` is in km², `latitude` and `longitude` in degrees; `deprivation` is the quintile of the
    index of multiple deprivation (1 = most deprived fifth); `rurality` the rural–urban class.
    """

    population: int | None = None
    area: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    deprivation: int | None = None
    rurality: str | None = None


@dataclass(frozen=True)
class CouncilFacts:
    """A council as the register has it. `kind` is the register's type code, such as ``UA``."""

    code: str
    name: str
    official_name: str
    nation: str
    region: str
    kind: str
    kind_name: str
    gss_code: str | None = None
    county: str | None = None
    combined_authority: str | None = None
    started: date | None = None
    ended: date | None = None
    successors: tuple[str, ...] = ()
    current: bool = True
    place: Place = field(default_factory=Place)


@event("accounts", "council-registered", of="council", subject="code")
@dataclass(frozen=True)
class CouncilRegistered(Event):
    code: str
    facts: CouncilFacts
    at: datetime


@event("accounts", "council-changed", of="council", subject="code")
@dataclass(frozen=True)
class CouncilChanged(Event):
    """The register or its context says something else now; `facts` is the whole of it."""

    code: str
    facts: CouncilFacts
    at: datetime


@event("accounts", "body-registered", of="body", subject="body")
@dataclass(frozen=True)
class BodyRegistered(Event):
    """A body whose people answer to barriers."""

    body: str
    facts: BodyFacts
    at: datetime


@event("accounts", "body-changed", of="body", subject="body")
@dataclass(frozen=True)
class BodyChanged(Event):
    """Another name, another place in the taxonomy, its end; `facts` is the whole of it."""

    body: str
    facts: BodyFacts
    at: datetime


@event("accounts", "person-registered", of="person", subject="person")
@dataclass(frozen=True)
class PersonRegistered(Event):
    """Without name and address: who needs them asks accounts."""

    person: str
    organisation: str
    role: str
    at: datetime


@event("accounts", "person-disabled", of="person", subject="person")
@dataclass(frozen=True)
class PersonDisabled(Event):
    """All their sessions have ended with it."""

    person: str
    at: datetime


@event("accounts", "sign-in-link-made", of="person", subject="person")
@dataclass(frozen=True)
class SignInLinkMade(Event):
    """Somebody is to be sent a link by which they choose a password, once, until `expires`.

    `purpose` is first-sign-in or new-password. The secret of the link is in no event: the service
    that sends it asks for it.
    """

    person: str
    link: str
    purpose: str
    expires: datetime
    at: datetime


@event("accounts", "password-chosen", of="person", subject="person")
@dataclass(frozen=True)
class PasswordChosen(Event):
    """By a link, which is good for nothing any more. All sessions of the person end with it."""

    person: str
    at: datetime


@event("accounts", "api-key-created", of="api-key", subject="key")
@dataclass(frozen=True)
class ApiKeyCreated(Event):
    key: str
    organisation: str
    role: str
    at: datetime


@event("accounts", "api-key-revoked", of="api-key", subject="key")
@dataclass(frozen=True)
class ApiKeyRevoked(Event):
    key: str
    at: datetime


@event("accounts", "session-started", of="session", subject="session")
@dataclass(frozen=True)
class SessionStarted(Event):
    """Somebody signed in. `session` is the public id, never the secret in the cookie."""

    session: str
    person: str
    at: datetime


@event("accounts", "session-ended", of="session", subject="session")
@dataclass(frozen=True)
class SessionEnded(Event):
    """They signed out, or their access ended. A session that runs out has no event."""

    session: str
    person: str
    at: datetime
