"""What barriers take from those who work on them together."""

from contracts.errors import Conflict
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.merging import must_stand

OVER = ("resolved", "closed")


class ToldInConfidence(Conflict):
    code = "told-in-confidence"
    message = "Only the sector body reads this barrier, so nobody else can work on it."


class GroupIsOver(Conflict):
    code = "group-is-over"
    message = "The barrier is resolved or closed, so its group can be read and left, not changed."


def must_take(barrier: Barrier) -> None:
    """Raises unless workarounds, questions and links may be added to the barrier.

    A resolved one takes them still: others meet what is like it, and a way around it helps them.

    Raises:
        ToldInConfidence: nobody else reads it.
        MergedAway: another barrier has taken it in, whose number is told.
    """
    if barrier.audience != "everybody":
        raise ToldInConfidence
    must_stand(barrier)


def must_have_group(barrier: Barrier) -> None:
    """Raises unless councils may work on the barrier in its group."""
    must_take(barrier)
    if barrier.stage in OVER:
        raise GroupIsOver


def takes(barrier: Barrier) -> bool:
    return barrier.audience == "everybody" and barrier.merging.gone is None


def has_working_group(barrier: Barrier) -> bool:
    return takes(barrier) and barrier.stage not in OVER


def bodies_of(barrier: Barrier) -> tuple[str | None, ...]:
    """The bodies that it is addressed to: by who raised it, and by who works on it."""
    return barrier.facets.body, barrier.case.body


def told(council: str, *, named: bool) -> str | None:
    """What an event may carry of a council."""
    return Supporter(council, named).for_everybody
