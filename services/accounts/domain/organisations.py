"""Who may act for which organisation, in which role."""

from contracts.accounts.bodies import BodyFacts
from contracts.accounts.events import CouncilFacts
from contracts.callers import (
    BODY_ROLES,
    COUNCIL_ROLES,
    SECTOR_BODY,
    SECTOR_BODY_ROLES,
    Caller,
    Role,
)
from contracts.errors import Conflict, Invalid, NotAllowed


class NoSuchOrganisation(Invalid):
    code = "no-such-organisation"
    message = "There is no such organisation. Give a council's code, a body's id, or sector-body."

    def __init__(self) -> None:
        super().__init__(details={"organisation": [self.message]})


class RoleDoesNotFit(Invalid):
    code = "role-does-not-fit"
    message = (
        "Officers and leads belong to a council, responders to a body, analysts and administrators"
        " to sector-body."
    )

    def __init__(self) -> None:
        super().__init__(details={"role": [self.message]})


class CouncilHasEnded(Conflict):
    code = "council-has-ended"
    message = "This council has ended. Use one that followed it."


class CouncilActsNoMore(NotAllowed):
    """Its people and keys were right while it lasted; to go on, they need one of a successor."""

    code = "council-acts-no-more"
    message = "This council has ended, and nobody acts for it any more. Use one that followed it."


class BodyHasEnded(Conflict):
    code = "body-has-ended"
    message = "This body has ended. Use the one that has its powers now."


class BodyAnswersNoMore(NotAllowed):
    code = "body-answers-no-more"
    message = "This body has ended, and nobody answers for it any more."


class OnlyYourCouncil(NotAllowed):
    code = "only-your-council"
    message = "Only an administrator, or a lead for their own council, can do this."


def must_fit(role: Role, organisation: str, entry: CouncilFacts | BodyFacts | None) -> None:
    """Checks that `organisation`, whose entry in one of the registers is `entry`, has this role.

    Raises:
        NoSuchOrganisation, RoleDoesNotFit, CouncilHasEnded, BodyHasEnded
    """
    if organisation != SECTOR_BODY and entry is None:
        raise NoSuchOrganisation
    if role not in roles_of(entry):
        raise RoleDoesNotFit
    if isinstance(entry, CouncilFacts) and not entry.current:
        raise CouncilHasEnded(details={"successors": list(entry.successors)})
    if isinstance(entry, BodyFacts) and entry.ended:
        raise BodyHasEnded


def roles_of(entry: CouncilFacts | BodyFacts | None) -> tuple[Role, ...]:
    """Which roles there are in a council, in a body, or else in the sector body."""
    if isinstance(entry, CouncilFacts):
        return COUNCIL_ROLES
    return BODY_ROLES if isinstance(entry, BodyFacts) else SECTOR_BODY_ROLES


def must_last(successors: list[str] | None) -> None:
    """Raises CouncilActsNoMore for a council that ended and had these; None is any other."""
    if successors is not None:
        raise CouncilActsNoMore(details={"successors": successors})


def must_answer(*, ended: bool) -> None:
    """Raises BodyAnswersNoMore where the body of a responder has ended."""
    if ended:
        raise BodyAnswersNoMore


def must_run(organisation: str, caller: Caller) -> None:
    """Raises unless `caller` may say who acts for `organisation`: its lead, or an administrator."""
    caller.must_be("administrator", "lead")
    if caller.role == "lead" and caller.organisation != organisation:
        raise OnlyYourCouncil


def seen_by(caller: Caller) -> str | None:
    """The only organisation whose people and keys `caller` may list; None for all of them.

    Raises:
        NotSignedIn, NotAllowed
    """
    caller.must_be("administrator", *COUNCIL_ROLES)
    return caller.council


def people_seen_by(caller: Caller) -> str | None:
    """As `seen_by`, of people alone: an analyst lists colleagues, to give them a barrier."""
    return SECTOR_BODY if caller.role == "analyst" else seen_by(caller)
