"""The working group of a barrier."""

from collections.abc import Callable
from functools import partial

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import NotAllowed
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import contributions, groups
from services.barriers.domain.groups import Group
from services.barriers.service.contributing import Contributing

Decide = Callable[[Group], Outcome[Group]]


class OnlyPeople(NotAllowed):
    code = "only-people"
    message = "Only a person who is signed in can be a contact, not a key."


class Groups(Contributing):
    """A group is read by whoever sees its barrier, and left at any time; everything else is for a
    barrier that is still to be solved."""

    @command(messages.BeginGroup)
    def begin_group(self, request: messages.BeginGroup, caller: Caller) -> messages.WorkingGroup:
        caller.must_lead(request.council)
        barrier = self._taking(request.barrier, caller, contributions.must_have_group)
        begin = partial(
            groups.begin,
            barrier=barrier.id,
            council=request.council,
            purpose=request.purpose,
            at=now(),
        )
        reply = partial(schemas.group, caller=caller)
        begun: messages.WorkingGroup = self.work.put(store.GROUPS, barrier.id, begin, reply=reply)
        return begun

    @command(messages.JoinGroup)
    def join_group(self, request: messages.JoinGroup, caller: Caller) -> messages.WorkingGroup:
        caller.must_lead(request.council)
        join = partial(groups.join, council=request.council, at=now())
        return self._change_group(request.barrier, caller, join)

    @command(messages.LeaveGroup)
    def leave_group(self, request: messages.LeaveGroup, caller: Caller) -> messages.WorkingGroup:
        caller.must_act_for(request.council)
        barrier = self._seen(request.barrier, caller).state
        leave = partial(groups.leave, council=request.council, at=now())
        return self._decide(barrier.id, caller, leave)

    @command(messages.HandOverGroup)
    def hand_over_group(
        self, request: messages.HandOverGroup, caller: Caller
    ) -> messages.WorkingGroup:
        def hand_over(group: Group) -> Outcome[Group]:
            caller.must_be("officer", "lead")
            groups.must_lead(group, caller.council)
            caller.must_lead(caller.organisation)
            return groups.hand_over(group, request.to, now())

        return self._change_group(request.barrier, caller, hand_over)

    @command(messages.DescribeGroup)
    def describe_group(
        self, request: messages.DescribeGroup, caller: Caller
    ) -> messages.WorkingGroup:
        describe = partial(groups.describe, purpose=request.purpose, at=now())
        return self._lead_group(request.barrier, caller, describe)

    @command(messages.BecomeContact)
    def become_contact(
        self, request: messages.BecomeContact, caller: Caller
    ) -> messages.WorkingGroup:
        caller.must_be("officer", "lead")
        if caller.kind != "session":
            raise OnlyPeople
        contact = groups.Contact(caller.person, caller.name)
        become = partial(groups.become_contact, contact=contact, at=now())
        return self._lead_group(request.barrier, caller, become)

    @command(messages.EndContact)
    def end_contact(self, request: messages.EndContact, caller: Caller) -> messages.WorkingGroup:
        caller.must_be("officer", "lead")
        barrier = self._seen(request.barrier, caller).state

        def end(group: Group) -> Outcome[Group]:
            groups.must_be_member(group, caller.council)
            if group.contact and group.contact.person != caller.person:
                groups.must_lead(group, caller.council)
                caller.must_lead(caller.organisation)
            return groups.end_contact(group, now())

        return self._decide(barrier.id, caller, end)

    @command(messages.ArrangeMeeting)
    def arrange_meeting(
        self, request: messages.ArrangeMeeting, caller: Caller
    ) -> messages.WorkingGroup:
        meeting = groups.Meeting(request.at, request.place, request.link)
        arrange = partial(groups.arrange, meeting=meeting, at=now())
        return self._as_member(request.barrier, caller, arrange)

    @command(messages.CancelMeeting)
    def cancel_meeting(
        self, request: messages.CancelMeeting, caller: Caller
    ) -> messages.WorkingGroup:
        return self._as_member(request.barrier, caller, partial(groups.cancel, at=now()))

    @command(messages.AddGroupNote)
    def add_group_note(
        self, request: messages.AddGroupNote, caller: Caller
    ) -> messages.WorkingGroup:
        caller.must_be("officer", "lead")
        note = groups.Note(new_id(), caller.organisation, request.agreed, request.text)
        return self._as_member(request.barrier, caller, partial(groups.note, new=note, at=now()))

    @command(messages.RemoveGroupNote)
    def remove_group_note(
        self, request: messages.RemoveGroupNote, caller: Caller
    ) -> messages.WorkingGroup:
        barrier = self._seen(request.barrier, caller).state

        def remove(group: Group) -> Outcome[Group]:
            groups.must_be_writers(caller, group, request.note)
            return groups.remove_note(group, request.note, now())

        return self._decide(barrier.id, caller, remove)

    @query(messages.GetGroup)
    def group(self, request: messages.GetGroup, caller: Caller) -> messages.WorkingGroup:
        barrier = self._seen(request.barrier, caller).state
        found = self.work.get(store.GROUPS, barrier.id)
        return schemas.group(found.state, found.version, caller=caller)

    def _as_member(self, barrier: str, caller: Caller, decide: Decide) -> messages.WorkingGroup:
        caller.must_be("officer", "lead")

        def as_member(group: Group) -> Outcome[Group]:
            groups.must_be_member(group, caller.council)
            return decide(group)

        return self._change_group(barrier, caller, as_member)

    def _lead_group(self, barrier: str, caller: Caller, decide: Decide) -> messages.WorkingGroup:
        caller.must_be("officer", "lead")

        def lead(group: Group) -> Outcome[Group]:
            groups.must_lead(group, caller.council)
            return decide(group)

        return self._change_group(barrier, caller, lead)

    def _change_group(
        self, id_or_number: str, caller: Caller, decide: Decide
    ) -> messages.WorkingGroup:
        barrier = self._taking(id_or_number, caller, contributions.must_have_group)
        return self._decide(barrier.id, caller, decide)

    def _decide(self, barrier: str, caller: Caller, decide: Decide) -> messages.WorkingGroup:
        changed: messages.WorkingGroup = self.work.change(
            store.GROUPS, barrier, decide, reply=partial(schemas.group, caller=caller)
        )
        return changed
