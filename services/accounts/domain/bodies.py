"""A body that can change what is in councils' way, and what an administrator makes of it."""

from datetime import datetime

from contracts.accounts.bodies import BodyFacts
from contracts.accounts.events import BodyChanged, BodyRegistered
from contracts.callers import SECTOR_BODY
from contracts.errors import Conflict, Invalid, NotFound
from contracts.outcomes import Outcome, changed, unchanged


class NoSuchBody(NotFound):
    code = "no-such-body"
    message = "The register has no body with this id."


class BodyIsThere(Conflict):
    code = "body-is-there"
    message = "A body with this id is registered already. Change that one, or choose another id."


class NoIdForABody(Invalid):
    code = "no-id-for-a-body"
    message = "A body can't have this id. Choose another one."

    def __init__(self, why: str) -> None:
        super().__init__(details={"id": [why]})


def register(facts: BodyFacts, *, council: bool, at: datetime) -> Outcome[BodyFacts]:
    """The first event of a body.

    Args:
        facts: what the register is to say of it.
        council: whether the id, in capitals, is the code of a council.
        at: now.

    Raises:
        NoIdForABody: its people would be taken for those of another organisation.
    """
    if facts.id == SECTOR_BODY:
        raise NoIdForABody("This is the sector body. Choose another id.")
    if council:
        raise NoIdForABody("This is the code of a council. Choose a longer id.")
    return changed(facts, BodyRegistered(facts.id, facts, at))


def change(body: BodyFacts, facts: BodyFacts, *, at: datetime) -> Outcome[BodyFacts]:
    """What the register says of it now. Saying the same again changes nothing."""
    if facts == body:
        return unchanged(body)
    return changed(facts, BodyChanged(facts.id, facts, at))
