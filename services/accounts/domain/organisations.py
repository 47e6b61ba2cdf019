"""Who may act for which organisation, in which role."""

from contracts.accounts.events import CouncilFacts
from contracts.callers import COUNCIL_ROLES, SECTOR_BODY, Caller, Role
from contracts.errors import Conflict, Invalid, NotAllowed


class NoSuchOrganisation(Invalid):
    code = "no-such-organisation"
    message = "There is no such organisation. Give a council's code, or sector-body."

    def __init__(self) -> None:
        super().__init__(details={"organisation": [self.message]})


class RoleDoesNotFit(Invalid):
    code = "role-does-not-fit"
    message = "Officers and leads belong to a council, analysts and administrators to sector-body."

    def __init__(self) -> None:
        super().__init__(details={"role": [self.message]})


class CouncilHasEnded(Conflict):
    code = "council-has-ended"
    message = "This council has ended. Use one that followed it."


class CouncilActsNoMore(NotAllowed):
    """Its people and keys were right while it lasted; to go on, they need one of a successor."""

    code = "council-acts-no-more"
    message = "This council has ended, and nobody acts for it any more. Use one that followed it."


class OnlyYourCouncil(NotAllowed):
    code = "only-your-council"
    message = "Only an administrator, or a lead for their own council, can do this."


def must_fit(role: Role, organisation: str, council: CouncilFacts | None) -> None:
    """Checks that `organisation`, whose entry in the register is `council`, has this role.

    Raises:
        NoSuchOrganisation, RoleDoesNotFit, CouncilHasEnded
    """
    if organisation != SECTOR_BODY and council is None:
        raise NoSuchOrganisation
    if (role in COUNCIL_ROLES) != (organisation != SECTOR_BODY):
        raise RoleDoesNotFit
    if council is not None and not council.current:
        raise CouncilHasEnded(details={"successors": list(council.successors)})


def must_last(successors: list[str] | None) -> None:
    """Raises CouncilActsNoMore for a council that ended and had these; None is any other."""
    if successors is not None:
        raise CouncilActsNoMore(details={"successors": successors})


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
