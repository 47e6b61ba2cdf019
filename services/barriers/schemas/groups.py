"""A working group as each caller may see it."""

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.groups import Contact, Group, Note


def group(
    group: Group, version: int, *, caller: Caller, notes: int | None = None
) -> messages.WorkingGroup:
    """With the newest `notes`, or all."""
    joined = caller.council is not None and caller.council in group.members
    newest_first = sorted(group.notes, key=lambda each: (each.agreed, each.id), reverse=True)
    return messages.WorkingGroup(
        barrier=group.id,
        purpose=group.purpose,
        members=tuple(sorted(group.members)),
        notes=tuple(note(each, group, caller) for each in newest_first[:notes]),
        more_notes=notes is not None and len(newest_first) > notes,
        joined=joined,
        leads=joined and group.lead == caller.council,
        version=version,
        lead=group.lead,
        contact=contact(group.contact, caller) if group.contact else None,
        meeting=messages.GroupMeeting(group.meeting.at, group.meeting.place, group.meeting.link)
        if group.meeting
        else None,
    )


def note(note: Note, group: Group, caller: Caller) -> messages.GroupNote:
    """A council that left is named no more: being named was for being in the group."""
    mine = caller.council == note.council
    named = note.council in group.members or mine or caller.role == "analyst"
    return messages.GroupNote(
        note.id, note.agreed, note.text, note.council if named else None, mine
    )


def contact(contact: Contact, caller: Caller) -> messages.GroupContact:
    """The name of a person is for people of councils alone."""
    mine = contact.person == caller.person
    return messages.GroupContact(contact.name if caller.council or mine else None, mine)
