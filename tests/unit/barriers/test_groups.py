from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from contracts.errors import Invalid, NotAllowed
from services.barriers import schemas
from services.barriers.domain import groups
from services.barriers.domain.groups import Contact, Group, Meeting, Note
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LATER, LEEDS

GRACE = Contact("p1", "Grace")
MEETING = Meeting(LATER + timedelta(days=7), "Town hall", None)
NOTE = Note("n1", "DUR", date(2027, 1, 4), "We write to the minister.")
KENT = Caller("p4", "KEN", "officer", "Ada")


def begun(*joined: str) -> Group:
    """Begun by Durham, then joined by others."""
    state = groups.begin(None, "b1", council="DUR", purpose="Change the form", at=AT).state
    for each in joined:
        state = groups.join(state, each, AT).state
    return state


def test_who_begins_a_group_leads_it() -> None:
    outcome = groups.begin(None, "b1", council="DUR", purpose="Change the form", at=AT)

    assert outcome.events == (GroupBegun("b1", "DUR", AT),)
    assert (outcome.state.members, outcome.state.lead) == (("DUR",), "DUR")


def test_a_barrier_has_one_group_and_the_same_beginning_again_changes_nothing() -> None:
    again = groups.begin(begun(), "b1", council="DUR", purpose="Change the form", at=AT)

    assert again.events == ()
    with pytest.raises(groups.GroupIsThere):
        groups.begin(begun(), "b1", council="LDS", purpose="Another", at=AT)


def test_a_council_joins_once() -> None:
    joined = groups.join(begun(), "LDS", AT)

    assert joined.events == (CouncilJoinedGroup("b1", "LDS", 2, AT),)
    assert groups.join(joined.state, "LDS", AT).events == ()


def test_where_the_lead_leaves_the_longest_member_leads_and_the_contact_is_gone() -> None:
    state = replace(begun("LDS", "KEN"), contact=GRACE)

    left = groups.leave(state, "DUR", LATER)

    assert left.events == (CouncilLeftGroup("b1", "DUR", 2, "LDS", LATER),)
    assert left.state.contact is None
    assert groups.leave(left.state, "DUR", LATER).events == ()


def test_where_another_leaves_the_contact_stays() -> None:
    state = replace(begun("LDS"), contact=GRACE)

    assert groups.leave(state, "LDS", LATER).state.contact == GRACE


def test_the_last_one_leaving_ends_it_and_what_it_agreed_stays_for_the_next() -> None:
    state = groups.arrange(groups.note(begun(), NOTE, LATER).state, MEETING, LATER).state

    ended = groups.leave(state, "DUR", LATER)

    assert ended.events == (CouncilLeftGroup("b1", "DUR", 0, None, LATER),)
    assert (ended.state.meeting, ended.state.notes) == (None, (NOTE,))
    with pytest.raises(groups.NoSuchGroup):
        groups.join(ended.state, "LDS", LATER)
    anew = groups.begin(ended.state, "b1", council="LDS", purpose="Anew", at=LATER)
    assert (anew.state.lead, anew.state.notes) == ("LDS", (NOTE,))


def test_the_lead_is_handed_over_to_a_member_alone() -> None:
    state = replace(begun("LDS"), contact=GRACE)

    handed = groups.hand_over(state, "LDS", LATER)

    assert handed.events == (GroupLeadChanged("b1", "LDS", LATER),)
    assert (handed.state.lead, handed.state.contact) == ("LDS", None)
    assert groups.hand_over(handed.state, "LDS", LATER).events == ()
    with pytest.raises(Invalid):
        groups.hand_over(state, "KEN", LATER)


def test_purpose_contact_and_meeting_change_once_each() -> None:
    state = begun()
    for change, event in (
        (lambda now: groups.describe(now, "Anew", LATER), GroupPurposeChanged("b1", LATER)),
        (
            lambda now: groups.become_contact(now, GRACE, LATER),
            GroupContactChanged("b1", True, LATER),
        ),
        (
            lambda now: groups.arrange(now, MEETING, LATER),
            GroupMeetingChanged("b1", MEETING.at, LATER),
        ),
        (lambda now: groups.cancel(now, LATER), GroupMeetingChanged("b1", None, LATER)),
        (lambda now: groups.end_contact(now, LATER), GroupContactChanged("b1", False, LATER)),
    ):
        outcome = change(state)
        assert outcome.events == (event,)
        state = outcome.state
        assert change(state).events == ()


def test_a_meeting_lies_ahead() -> None:
    with pytest.raises(Invalid) as refused:
        groups.arrange(begun(), replace(MEETING, at=LATER), LATER)
    assert list(refused.value.details) == ["at"]


def test_what_was_agreed_is_kept_by_its_day_and_removed_once() -> None:
    noted = groups.note(begun(), NOTE, LATER)
    removed = groups.remove_note(noted.state, "n1", LATER)

    assert noted.events == (GroupNoteAdded("b1", "n1", LATER),)
    assert removed.events == (GroupNoteRemoved("b1", "n1", LATER),)
    assert groups.remove_note(removed.state, "n1", LATER).events == ()
    with pytest.raises(Invalid):
        groups.note(begun(), replace(NOTE, agreed=date(2030, 1, 1)), LATER)


def test_a_group_keeps_no_more_notes_than_it_may() -> None:
    notes = tuple(replace(NOTE, id=f"n{number}") for number in range(groups.MOST_NOTES))
    with pytest.raises(groups.TooManyNotes):
        groups.note(replace(begun(), notes=notes), NOTE, LATER)


def test_a_note_is_removed_by_its_council_or_an_analyst() -> None:
    state = groups.note(begun("LDS"), NOTE, LATER).state

    groups.must_be_writers(DURHAM, state, "n1")
    groups.must_be_writers(ANALYST, state, "n1")
    with pytest.raises(NotAllowed):
        groups.must_be_writers(LEEDS, state, "n1")


def test_the_name_of_the_contact_is_for_people_of_councils_alone() -> None:
    state = replace(begun(), contact=GRACE)

    assert schemas.group(state, 2, caller=KENT).contact.name == "Grace"
    for caller in (ANALYST, Caller("p6", "dhsc", "responder", "Rae")):
        assert schemas.group(state, 2, caller=caller).contact.name is None
    assert schemas.group(state, 2, caller=DURHAM).contact.mine


def test_a_council_that_left_is_named_at_its_notes_no_more() -> None:
    state = groups.note(begun("LDS"), NOTE, LATER).state
    left = groups.leave(state, "DUR", LATER).state

    assert schemas.group(state, 3, caller=KENT).notes[0].council == "DUR"
    assert schemas.group(left, 4, caller=KENT).notes[0].council is None
    assert schemas.group(left, 4, caller=DURHAM).notes[0].mine


STEPS = st.tuples(
    st.sampled_from(["begin", "join", "leave", "hand over"]),
    st.sampled_from(["DUR", "LDS", "KEN", "BIR"]),
)


@given(st.lists(STEPS, max_size=30))
def test_exactly_one_member_leads_while_there_are_any(steps: list[tuple[str, str]]) -> None:
    state: Group | None = None
    for step, council in steps:
        try:
            state = taken(state, step, council)
        except (Invalid, groups.NoSuchGroup, groups.GroupIsThere):
            continue
        if state is None:
            continue
        assert len(set(state.members)) == len(state.members)
        assert (state.lead in state.members) if state.members else (state.lead is None)


def taken(state: Group | None, step: str, council: str) -> Group | None:
    if step == "begin":
        return groups.begin(state, "b1", council=council, purpose=council, at=AT).state
    if state is None:
        return None
    act = {"join": groups.join, "leave": groups.leave, "hand over": groups.hand_over}[step]
    return act(state, council, AT).state
