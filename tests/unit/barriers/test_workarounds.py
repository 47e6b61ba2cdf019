from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.events import (
    WorkaroundMarked,
    WorkaroundMarkWithdrawn,
    WorkaroundModerated,
    WorkaroundOffered,
    WorkaroundWithdrawn,
)
from contracts.callers import Caller
from contracts.errors import Invalid
from services.barriers import schemas
from services.barriers.domain import workarounds
from services.barriers.domain.hiding import Hiding
from services.barriers.domain.workarounds import Mark, Workaround
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LATER, LEEDS

OFFERED = Workaround("w1", "b1", "A shared form", "Ask once.", None, "DUR", named=False, offered=AT)
KENT = Caller("p4", "KEN", "officer", "Ada")
HIDE = Hiding(hidden=True, why="It names a resident.", by="p3", at=LATER)
SHOW = Hiding(hidden=False, why="It names nobody.", by="p3", at=LATER)


def worked(council: str = "LDS", note: str | None = None, *, named: bool = False) -> Mark:
    return Mark(council, worked=True, note=note, named=named)


def failed(council: str = "LDS", note: str | None = "Too slow.", *, named: bool = False) -> Mark:
    return Mark(council, worked=False, note=note, named=named)


def marked(*marks: Mark) -> Workaround:
    state = OFFERED
    for each in marks:
        state = workarounds.mark(state, each, LATER).state
    return state


def test_an_offer_tells_its_title_and_a_council_only_where_it_agreed() -> None:
    named = replace(OFFERED, named=True)

    assert workarounds.offer(OFFERED).events == (
        WorkaroundOffered("w1", "b1", "A shared form", None, AT),
    )
    assert workarounds.offer(named).events[0].council == "DUR"  # type: ignore[attr-defined]


def test_it_is_withdrawn_once() -> None:
    withdrawn = workarounds.withdraw(OFFERED, LATER)

    assert withdrawn.events == (WorkaroundWithdrawn("w1", "b1", LATER),)
    assert workarounds.withdraw(withdrawn.state, LATER).events == ()


def test_a_council_that_says_it_worked_is_counted_and_named_only_where_it_agreed() -> None:
    quiet = workarounds.mark(OFFERED, worked(), LATER)
    named = workarounds.mark(quiet.state, worked("KEN", named=True), LATER)

    assert quiet.events == (WorkaroundMarked("w1", "b1", None, True, 1, 0, LATER),)
    assert named.events == (WorkaroundMarked("w1", "b1", "KEN", True, 2, 0, LATER),)


def test_a_second_word_takes_the_place_of_the_first_and_the_same_word_changes_nothing() -> None:
    changed = workarounds.mark(marked(worked()), failed(), LATER)

    assert changed.state.marks == (failed(),)
    assert (changed.state.worked_for, changed.state.not_for) == (0, 1)
    assert workarounds.mark(changed.state, failed(), LATER).events == ()


def test_who_says_that_it_did_not_work_says_why() -> None:
    with pytest.raises(Invalid) as refused:
        workarounds.mark(OFFERED, failed(note=None), LATER)
    assert list(refused.value.details) == ["note"]


def test_its_own_council_and_what_is_shown_no_more_take_no_mark() -> None:
    with pytest.raises(workarounds.OwnWorkaround):
        workarounds.mark(OFFERED, worked("DUR"), LATER)
    for gone in (
        workarounds.withdraw(OFFERED, LATER).state,
        workarounds.moderate(OFFERED, HIDE).state,
    ):
        with pytest.raises(workarounds.NoSuchWorkaround):
            workarounds.mark(gone, worked(), LATER)


def test_a_mark_is_withdrawn_as_easily() -> None:
    withdrawn = workarounds.withdraw_mark(marked(worked()), "LDS", LATER)

    assert withdrawn.events == (WorkaroundMarkWithdrawn("w1", "b1", None, 0, 0, LATER),)
    assert workarounds.withdraw_mark(withdrawn.state, "LDS", LATER).events == ()


def test_hiding_and_showing_leave_their_trace_and_tell_no_reason() -> None:
    hidden = workarounds.moderate(OFFERED, HIDE)
    shown = workarounds.moderate(hidden.state, SHOW)

    assert hidden.events == (WorkaroundModerated("w1", "b1", True, LATER),)
    assert workarounds.moderate(hidden.state, HIDE).events == ()
    assert workarounds.moderate(OFFERED, SHOW).events == ()
    assert (shown.state.hidden, shown.state.moderation) == (False, (HIDE, SHOW))


def test_an_unnamed_council_is_known_to_analysts_and_to_itself_alone() -> None:
    state = marked(worked("KEN"), failed("LDS", named=True))

    for_kent = schemas.workaround(state, 3, caller=KENT)
    for_leeds = schemas.workaround(state, 3, caller=LEEDS)
    for_analysts = schemas.workaround(state, 3, caller=ANALYST)

    assert [each.council for each in for_kent.marks] == ["KEN", "LDS"]
    assert [each.council for each in for_leeds.marks] == ["LDS", None]
    assert {each.council for each in for_analysts.marks} == {"KEN", "LDS"}
    assert (for_kent.council, for_analysts.council) == (None, "DUR")
    assert schemas.workaround(state, 3, caller=DURHAM).mine


def test_who_did_not_agree_stands_where_its_words_put_it_and_not_its_code() -> None:
    state = marked(worked("AAA", "zebra"), worked("ZZZ", "apple"), worked("MMM", named=True))

    seen = schemas.workaround(state, 4, caller=ANALYST.__class__("p", "YYY", "officer", "Y"))

    assert [(each.council, each.note) for each in seen.marks] == [
        ("MMM", None),
        (None, "apple"),
        (None, "zebra"),
    ]


def test_why_it_was_hidden_is_for_who_wrote_it_and_for_analysts() -> None:
    hidden = workarounds.moderate(OFFERED, HIDE).state

    for caller, told in ((DURHAM, 1), (ANALYST, 1), (KENT, 0)):
        assert len(schemas.workaround(hidden, 2, caller=caller).moderation) == told


@given(
    st.lists(
        st.tuples(st.sampled_from(["LDS", "BIR", "KEN"]), st.sampled_from([True, False, None])),
        max_size=20,
    )
)
def test_one_council_has_one_voice_the_last_one(steps: list[tuple[str, bool | None]]) -> None:
    state, said = OFFERED, dict[str, bool]()
    for council, says in steps:
        if says is None:
            state = workarounds.withdraw_mark(state, council, LATER).state
            said.pop(council, None)
        else:
            state = workarounds.mark(state, Mark(council, says, "So.", named=False), LATER).state
            said[council] = says
    assert {each.council: each.worked for each in state.marks} == said
    assert len(state.marks) == len(said)
    assert state.worked_for == sum(said.values())
    assert state.not_for == len(said) - sum(said.values())
