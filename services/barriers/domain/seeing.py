"""Who may know of a barrier."""

from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier, NoSuchBarrier


def may_see(caller: Caller, barrier: Barrier) -> bool:
    """Whether the barrier is there for `caller`: one told in confidence is for its council, for
    the analysts, and for the bodies that it was put to."""
    if barrier.audience == "everybody":
        return True
    if caller.body is not None:
        return bool(barrier.case.letters_with(caller.body))
    return caller.role == "analyst" or caller.council == barrier.raised_by


def must_see(caller: Caller, barrier: Barrier) -> None:
    """Raises NoSuchBarrier as if there were none, so that nobody learns that there is one."""
    if not may_see(caller, barrier):
        raise NoSuchBarrier


def may_see_files(caller: Caller, barrier: Barrier) -> bool:
    """Whether the files beside it are for `caller`, who may see the barrier.

    A file can tell the council's name without saying it: in its properties, or on its paper. So
    others see files only of a council that agreed to be named.
    """
    if caller.role == "analyst" or caller.council == barrier.raised_by:
        return True
    return barrier.raiser_named and not barrier.confidential and caller.signed_in
