"""Councils that work on a barrier together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from contracts.fields import CouncilCode, Line, Moment, ShortText, Text, WebAddress


@dataclass(frozen=True)
class BeginGroup:
    """By a lead of `council`, which becomes its first member, is named as such, and leads it."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    purpose: Annotated[str, ShortText]


@dataclass(frozen=True)
class JoinGroup:
    """By a lead: it is the council's consent to be named as a member."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class LeaveGroup:
    """By an officer or a lead. Where the lead council leaves, the one that has been a member
    longest leads; the last one to leave ends the group."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class HandOverGroup:
    """By a lead of the council that leads it, `to` another member."""

    barrier: Annotated[str, Line]
    to: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class DescribeGroup:
    """By the council that leads it."""

    barrier: Annotated[str, Line]
    purpose: Annotated[str, ShortText]


@dataclass(frozen=True)
class BecomeContact:
    """The person who asks, of the lead council, agrees that councils read their name here."""

    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class EndContact:
    """By the contact, or a lead of their council."""

    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class ArrangeMeeting:
    """By a member. `at` has an offset to UTC, and lies ahead."""

    barrier: Annotated[str, Line]
    at: Annotated[datetime, Moment]
    place: Annotated[str, Line]
    link: Annotated[str, WebAddress] | None = None


@dataclass(frozen=True)
class CancelMeeting:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class AddGroupNote:
    """What was agreed, and on which day; by a member."""

    barrier: Annotated[str, Line]
    agreed: date
    text: Annotated[str, Text]


@dataclass(frozen=True)
class RemoveGroupNote:
    """By the council that wrote it, or an analyst."""

    barrier: Annotated[str, Line]
    note: Annotated[str, Line]


@dataclass(frozen=True)
class GetGroup:
    """The group of a barrier, with all of its notes."""

    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class GroupMeeting:
    at: datetime
    place: str
    link: str | None = None


@dataclass(frozen=True)
class GroupContact:
    """`name` is for people of councils alone."""

    name: str | None = None
    mine: bool = False


@dataclass(frozen=True)
class GroupNote:
    """`council` is None where it is no member any more, and so not named."""

    id: str
    agreed: date
    text: str
    council: str | None = None
    mine: bool = False


@dataclass(frozen=True)
class WorkingGroup:
    """A group as this caller may see it: `members` by code, `notes` the newest first.

    It has ended where it has no members, and so no `lead`; what it agreed stays. Where only some
    of the notes are here, `more_notes` is true. `barrier` is the one it was begun for, which
    another may have taken in.
    """

    barrier: str
    purpose: str
    members: tuple[str, ...]
    notes: tuple[GroupNote, ...]
    more_notes: bool
    joined: bool
    leads: bool
    version: int
    lead: str | None = None
    contact: GroupContact | None = None
    meeting: GroupMeeting | None = None
