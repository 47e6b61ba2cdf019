"""Links between barriers: one makes another worse. Two may feed each other."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.barriers.events import BarriersLinked, BarriersUnlinked
from contracts.barriers.words import Stage
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotFound
from contracts.outcomes import Outcome, changed, unchanged


class NoSuchLink(NotFound):
    code = "no-such-link"
    message = "There is no link with this id."


class LinkedAlready(Conflict):
    code = "barriers-linked-already"
    message = "Somebody has linked these two in this direction already."


@dataclass(frozen=True)
class Link:
    """`barrier` makes `feeds` worse. `made_by` is a council, None for the exchange; `kinds` are
    those of the two barriers, which stay what they are."""

    id: str
    barrier: str
    feeds: str
    why: str
    made_by: str | None
    made: datetime
    kinds: tuple[str, ...]
    removed: bool = False


@dataclass(frozen=True)
class End:
    """A barrier at an end of a link, as everybody reads it."""

    id: str
    number: str
    title: str
    kind: str
    stage: Stage


def id_of(barrier: str, feeds: str) -> str:
    """One for each ordered pair.

    Raises:
        Invalid: they are the same.
    """
    if barrier == feeds:
        raise Invalid(details={"feeds": ["Must be another barrier than this one."]})
    return f"{barrier}.{feeds}"


def link(present: Link | None, new: Link) -> Outcome[Link]:
    """Links two barriers, for the first time or again; the same again changes nothing.

    Raises:
        LinkedAlready: they are linked, with another reason or by somebody else.
    """
    if present is not None and not present.removed:
        if (present.why, present.made_by) == (new.why, new.made_by):
            return unchanged(present)
        raise LinkedAlready
    return changed(new, BarriersLinked(new.id, new.barrier, new.feeds, new.made))


def unlink(link: Link, at: datetime) -> Outcome[Link]:
    """A second time changes nothing."""
    if link.removed:
        return unchanged(link)
    return changed(
        replace(link, removed=True), BarriersUnlinked(link.id, link.barrier, link.feeds, at)
    )


def must_be_makers(caller: Caller, link: Link) -> None:
    """Raises unless the caller may remove it: of the council that made it, or an analyst."""
    if caller.role != "analyst":
        caller.must_act_for(link.made_by or "")
