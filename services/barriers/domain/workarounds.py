"""Ways around a barrier: offered by a council, tried by others."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.barriers.events import (
    WorkaroundMarked,
    WorkaroundMarkWithdrawn,
    WorkaroundModerated,
    WorkaroundOffered,
    WorkaroundWithdrawn,
)
from contracts.errors import Conflict, Invalid, NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain.contributions import told
from services.barriers.domain.hiding import Hiding, is_hidden


class NoSuchWorkaround(NotFound):
    code = "no-such-workaround"
    message = "There is no workaround with this id, or none that is shown any more."


class OwnWorkaround(Conflict):
    code = "own-workaround"
    message = "Your council offered this workaround. It is for others to say how it worked."


@dataclass(frozen=True)
class Mark:
    """What one council says of a workaround; `named` is its consent to be named with it."""

    council: str
    worked: bool
    note: str | None
    named: bool


@dataclass(frozen=True)
class Workaround:
    """`worked_for` counts the marks that say it worked, `not_for` the others; lists are in the
    order of the first. `hidden` is what the last `moderation` says."""

    id: str
    barrier: str
    title: str
    text: str
    link: str | None
    offered_by: str
    named: bool
    offered: datetime
    marks: tuple[Mark, ...] = ()
    worked_for: int = 0
    not_for: int = 0
    withdrawn: bool = False
    hidden: bool = False
    moderation: tuple[Hiding, ...] = ()

    def mark_of(self, council: str | None) -> Mark | None:
        return next((each for each in self.marks if each.council == council), None)


def offer(workaround: Workaround) -> Outcome[Workaround]:
    council = told(workaround.offered_by, named=workaround.named)
    return changed(
        workaround,
        WorkaroundOffered(
            workaround.id, workaround.barrier, workaround.title, council, workaround.offered
        ),
    )


def withdraw(workaround: Workaround, at: datetime) -> Outcome[Workaround]:
    """It is shown no more; a second time changes nothing."""
    if workaround.withdrawn:
        return unchanged(workaround)
    event = WorkaroundWithdrawn(workaround.id, workaround.barrier, at)
    return changed(replace(workaround, withdrawn=True), event)


def mark(workaround: Workaround, new: Mark, at: datetime) -> Outcome[Workaround]:
    """Keeps what a council says: one council, one voice, the last one. The same again changes
    nothing.

    Raises:
        OwnWorkaround: the council offered it itself.
        Invalid: it did not work, and the council does not say why.
    """
    must_be_for_others(workaround, new.council)
    if not new.worked and new.note is None:
        raise Invalid(details={"note": ["Say in a line why it did not work."]})
    if workaround.mark_of(new.council) == new:
        return unchanged(workaround)
    marked = with_marks(workaround, (*others(workaround, new.council), new))
    return changed(
        marked,
        WorkaroundMarked(
            marked.id,
            marked.barrier,
            told(new.council, named=new.named),
            new.worked,
            marked.worked_for,
            marked.not_for,
            at,
        ),
    )


def must_be_for_others(workaround: Workaround, council: str) -> None:
    if workaround.withdrawn or workaround.hidden:
        raise NoSuchWorkaround
    if council == workaround.offered_by:
        raise OwnWorkaround


def withdraw_mark(workaround: Workaround, council: str, at: datetime) -> Outcome[Workaround]:
    """Forgets what a council says; one that says nothing changes nothing."""
    before = workaround.mark_of(council)
    if before is None:
        return unchanged(workaround)
    left = with_marks(workaround, others(workaround, council))
    name = told(council, named=before.named)
    return changed(
        left,
        WorkaroundMarkWithdrawn(left.id, left.barrier, name, left.worked_for, left.not_for, at),
    )


def moderate(workaround: Workaround, decision: Hiding) -> Outcome[Workaround]:
    """Hides it or shows it again, and keeps why; what is so already changes nothing."""
    if is_hidden(workaround.moderation) == decision.hidden:
        return unchanged(workaround)
    decided = replace(
        workaround,
        moderation=(*workaround.moderation, decision),
        hidden=decision.hidden,
    )
    event = WorkaroundModerated(decided.id, decided.barrier, decision.hidden, decision.at)
    return changed(decided, event)


def others(workaround: Workaround, council: str) -> tuple[Mark, ...]:
    return tuple(each for each in workaround.marks if each.council != council)


def with_marks(workaround: Workaround, marks: tuple[Mark, ...]) -> Workaround:
    worked_for = sum(each.worked for each in marks)
    return replace(workaround, marks=marks, worked_for=worked_for, not_for=len(marks) - worked_for)
