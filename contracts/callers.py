"""Who makes a request: the claims of the short-lived token that accounts signs."""

from dataclasses import dataclass
from typing import Literal

from contracts.errors import NotAllowed, NotSignedIn

Role = Literal["officer", "lead", "analyst", "administrator", "responder"]
ROLES: tuple[Role, ...] = ("officer", "lead", "analyst", "administrator", "responder")
COUNCIL_ROLES: tuple[Role, ...] = ("officer", "lead")
BODY_ROLES: tuple[Role, ...] = ("responder",)
SECTOR_BODY_ROLES: tuple[Role, ...] = ("analyst", "administrator")
SECTOR_BODY = "sector-body"
"""The organisation of analysts and administrators, who act for no council."""


class ForAnotherCouncil(NotAllowed):
    code = "another-councils"
    message = "This belongs to another council."


class LeadNeeded(NotAllowed):
    code = "lead-needed"
    message = "Only a lead of your council can do this. Ask a lead to do it."


@dataclass(frozen=True)
class Caller:
    """A person or a key, for one organisation in one role.

    `person` is an id of accounts (a person's, or a key's); `organisation` a council's
    local-authority-code, `SECTOR_BODY`, or the id of a body. Nobody at all is `ANONYMOUS`.

    A service that asks others for itself has no role, so it may do what is for services alone:
    `person` is its name.
    """

    person: str
    organisation: str
    role: Role | None
    name: str
    kind: Literal["session", "key", "operator", "service", "anonymous"] = "session"

    @property
    def council(self) -> str | None:
        """The code of the council that the caller acts for, if any."""
        return self.organisation if self.role in COUNCIL_ROLES else None

    @property
    def body(self) -> str | None:
        """The id of the body that the caller answers for, if any."""
        return self.organisation if self.role == "responder" else None

    @property
    def signed_in(self) -> bool:
        return self.role is not None or self.kind == "service"

    def must_be_signed_in(self) -> None:
        if not self.signed_in:
            raise NotSignedIn

    def must_be(self, *roles: Role) -> None:
        """Raises NotSignedIn or NotAllowed unless the caller has one of `roles`."""
        self.must_be_signed_in()
        if self.role not in roles:
            raise NotAllowed

    def must_be_service(self) -> None:
        """Raises NotSignedIn or NotAllowed unless one of the platform's own services asks."""
        self.must_be_signed_in()
        if self.kind != "service":
            raise NotAllowed

    def must_act_for(self, council: str) -> None:
        """Raises unless the caller is an officer or a lead of `council`."""
        self.must_be(*COUNCIL_ROLES)
        if self.organisation != council:
            raise ForAnotherCouncil

    def must_lead(self, council: str) -> None:
        """Raises unless the caller is a lead of `council`, who may submit and consent for it."""
        self.must_act_for(council)
        if self.role != "lead":
            raise LeadNeeded

    def must_see(self, council: str) -> None:
        """Raises unless the caller may read what is `council`'s own: its people, or an analyst.

        An administrator runs the platform and reads no council's answers.
        """
        self.must_be_signed_in()
        if self.role != "analyst":
            self.must_act_for(council)


ANONYMOUS = Caller(person="", organisation="", role=None, name="", kind="anonymous")
