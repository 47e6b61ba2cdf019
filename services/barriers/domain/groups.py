"""The working group of a barrier: councils that are named in it, and one of them that leads.

While it has members, exactly one of them leads. The last one to leave ends it; what it agreed
stays, and it may be begun again.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from contracts.barriers.events import (
    CouncilJoinedGroup,
    CouncilLeftGroup,
    GroupBegun,
    GroupContactChanged,
    GroupLeadChanged,
    GroupMeetingChanged,
    GroupNoteAdded,
    GroupNoteRemoved,
    GroupPurposeChanged,
)
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound
from contracts.outcomes import Outcome, changed, unchanged

MOST_NOTES = 200


class NoSuchGroup(NotFound):
    code = "no-such-group"
    message = "Nobody has begun a working group for this barrier, or the last one has left it."


class GroupIsThere(Conflict):
    code = "group-is-there"
    message = "There is a working group already. Join it."


class NotInGroup(NotAllowed):
    code = "not-in-group"
    message = "Only councils in the working group can do this. Join it first."


class DoesNotLead(NotAllowed):
    code = "does-not-lead-group"
    message = "Only the council that leads the working group can do this."


class TooManyNotes(Conflict):
    code = "too-many-notes"
    message = f"A group keeps {MOST_NOTES} notes. Remove one that says nothing any more."


@dataclass(frozen=True)
class Meeting:
    at: datetime
    place: str
    link: str | None = None


@dataclass(frozen=True)
class Contact:
    """The person of the lead council whom others may turn to; they took it on themselves."""

    person: str
    name: str


@dataclass(frozen=True)
class Note:
    """What was agreed on a day, as `council` wrote it down."""

    id: str
    council: str
    agreed: date
    text: str


@dataclass(frozen=True)
class Group:
    """`id` is the barrier's. `members` stand in the order in which they came; `lead` is one of
    them, and None where there is none."""

    id: str
    purpose: str
    members: tuple[str, ...]
    lead: str | None
    contact: Contact | None = None
    meeting: Meeting | None = None
    notes: tuple[Note, ...] = ()


def begin(
    present: Group | None, barrier: str, *, council: str, purpose: str, at: datetime
) -> Outcome[Group]:
    """A group with one member, that leads it. One that ended has its notes still.

    Raises:
        GroupIsThere: another council has begun it.
    """
    if present is not None and present.members:
        if present.members == (council,) and present.purpose == purpose:
            return unchanged(present)
        raise GroupIsThere
    notes = present.notes if present else ()
    begun = Group(barrier, purpose, (council,), council, notes=notes)
    return changed(begun, GroupBegun(barrier, council, at))


def join(group: Group, council: str, at: datetime) -> Outcome[Group]:
    """A second time changes nothing. Raises NoSuchGroup where it has ended."""
    if not group.members:
        raise NoSuchGroup
    if council in group.members:
        return unchanged(group)
    joined = replace(group, members=(*group.members, council))
    return changed(joined, CouncilJoinedGroup(group.id, council, len(joined.members), at))


def leave(group: Group, council: str, at: datetime) -> Outcome[Group]:
    """Who is not in it changes nothing. Where the lead leaves, the longest member leads."""
    if council not in group.members:
        return unchanged(group)
    left = tuple(each for each in group.members if each != council)
    lead = group.lead if group.lead != council else next(iter(left), None)
    without = replace(group, members=left, lead=lead)
    if lead != group.lead:
        without = replace(without, contact=None)
    if not left:
        without = replace(without, meeting=None)
    return changed(without, CouncilLeftGroup(group.id, council, len(left), lead, at))


def hand_over(group: Group, to: str, at: datetime) -> Outcome[Group]:
    """Another member leads; the contact was of the council that did.

    Raises:
        Invalid: `to` is no member.
    """
    if to not in group.members:
        raise Invalid(details={"to": ["Must be a council in the group."]})
    if to == group.lead:
        return unchanged(group)
    return changed(replace(group, lead=to, contact=None), GroupLeadChanged(group.id, to, at))


def describe(group: Group, purpose: str, at: datetime) -> Outcome[Group]:
    if purpose == group.purpose:
        return unchanged(group)
    return changed(replace(group, purpose=purpose), GroupPurposeChanged(group.id, at))


def become_contact(group: Group, contact: Contact, at: datetime) -> Outcome[Group]:
    if contact == group.contact:
        return unchanged(group)
    event = GroupContactChanged(group.id, contact=True, at=at)
    return changed(replace(group, contact=contact), event)


def end_contact(group: Group, at: datetime) -> Outcome[Group]:
    if group.contact is None:
        return unchanged(group)
    event = GroupContactChanged(group.id, contact=False, at=at)
    return changed(replace(group, contact=None), event)


def arrange(group: Group, meeting: Meeting, at: datetime) -> Outcome[Group]:
    """When and where the group meets next.

    Raises:
        Invalid: that is over already.
    """
    if meeting == group.meeting:
        return unchanged(group)
    if meeting.at <= at:
        raise Invalid(details={"at": ["Must be a day and time that lie ahead."]})
    event = GroupMeetingChanged(group.id, meeting.at, at)
    return changed(replace(group, meeting=meeting), event)


def cancel(group: Group, at: datetime) -> Outcome[Group]:
    if group.meeting is None:
        return unchanged(group)
    return changed(replace(group, meeting=None), GroupMeetingChanged(group.id, None, at))


def note(group: Group, new: Note, at: datetime) -> Outcome[Group]:
    """Keeps what was agreed.

    Raises:
        Invalid: on a day that is still to come.
        TooManyNotes: the group has as many as it may keep.
    """
    if new.agreed > at.date():
        raise Invalid(details={"agreed": ["Must be today or a day that is over."]})
    if len(group.notes) >= MOST_NOTES:
        raise TooManyNotes
    return changed(replace(group, notes=(*group.notes, new)), GroupNoteAdded(group.id, new.id, at))


def remove_note(group: Group, id: str, at: datetime) -> Outcome[Group]:
    """One that is gone already changes nothing."""
    left = tuple(each for each in group.notes if each.id != id)
    if len(left) == len(group.notes):
        return unchanged(group)
    return changed(replace(group, notes=left), GroupNoteRemoved(group.id, id, at))


def must_be_writers(caller: Caller, group: Group, id: str) -> None:
    """Raises unless the caller may remove the note: of the council that wrote it, or an analyst."""
    caller.must_be("officer", "lead", "analyst")
    note = next((each for each in group.notes if each.id == id), None)
    if note and caller.role != "analyst":
        caller.must_act_for(note.council)


def must_be_member(group: Group, council: str | None) -> None:
    if council not in group.members:
        raise NotInGroup


def must_lead(group: Group, council: str | None) -> None:
    must_be_member(group, council)
    if council != group.lead:
        raise DoesNotLead
