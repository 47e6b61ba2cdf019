"""The working group of a barrier. Its id is the barrier's, for each has one.

Councils in a group are named: joining is their consent. People and what they write are not in
these events.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "group-begun", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupBegun(Event):
    """`council` is its first member and leads it."""

    barrier: str
    council: str
    at: datetime


@event("barriers", "council-joined-group", of="working-group", subject="barrier")
@dataclass(frozen=True)
class CouncilJoinedGroup(Event):
    """`members` counts the councils in it."""

    barrier: str
    council: str
    members: int
    at: datetime


@event("barriers", "council-left-group", of="working-group", subject="barrier")
@dataclass(frozen=True)
class CouncilLeftGroup(Event):
    """With the last one the group ends: then `members` is nought and there is no `lead`."""

    barrier: str
    council: str
    members: int
    lead: str | None
    at: datetime


@event("barriers", "group-lead-changed", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupLeadChanged(Event):
    """`council` leads it from now on."""

    barrier: str
    council: str
    at: datetime


@event("barriers", "group-purpose-changed", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupPurposeChanged(Event):
    barrier: str
    at: datetime


@event("barriers", "group-contact-changed", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupContactChanged(Event):
    """Somebody of the lead council is its contact, or nobody is any more."""

    barrier: str
    contact: bool
    at: datetime


@event("barriers", "group-meeting-changed", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupMeetingChanged(Event):
    """`meets` is when the group meets next, None where no meeting is arranged."""

    barrier: str
    meets: datetime | None
    at: datetime


@event("barriers", "group-note-added", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupNoteAdded(Event):
    """The group has agreed on something and written it down."""

    barrier: str
    note: str
    at: datetime


@event("barriers", "group-note-removed", of="working-group", subject="barrier")
@dataclass(frozen=True)
class GroupNoteRemoved(Event):
    barrier: str
    note: str
    at: datetime
