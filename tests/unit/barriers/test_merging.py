"""Two barriers become one and two again: nothing is lost, nothing counts twice, no ring."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.barriers.events import BarrierGaveBack, BarrierMerged, BarrierTookIn, BarrierUnmerged
from contracts.errors import Conflict, NotAllowed, NotFound
from services.barriers.domain import merging, support
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.merging import (
    InConfidence,
    IntoItself,
    MergedAway,
    NotMerged,
    Settled,
)
from services.barriers.domain.support import Words
from tests.unit.barriers.examples import AT, LATER
from tests.unit.barriers.world import STEPS, WHY, Step, World, happened, new


def merged(one: Barrier, into: Barrier) -> tuple[Barrier, Barrier]:
    left, grown = merging.merge(one, into, by="p3", why=WHY, at=LATER)
    return left.state, grown.state


def unmerged(one: Barrier, source: Barrier) -> tuple[Barrier, Barrier]:
    alone, shrunk = merging.unmerge(one, source, at=LATER)
    return alone.state, shrunk.state


def test_a_merge_moves_the_voices_and_counts_a_council_of_both_once() -> None:
    left, grown = merging.merge(
        new("A", "DUR", "LDS"), new("B", "LDS", "BIR"), by="p3", why=WHY, at=LATER
    )

    assert left.events == (BarrierMerged("A", "B", "WB-B", 0, LATER),)
    assert grown.events == (BarrierTookIn("B", "A", "WB-A", 3, LATER),)
    assert (left.state.stage, left.state.supporters) == ("merged", ())
    assert grown.state.councils == {"DUR", "LDS", "BIR"}


def test_an_unmerge_gives_back_what_was_moved_and_says_so_on_both() -> None:
    left, grown = merged(new("A", "DUR", "LDS"), new("B", "LDS"))
    alone, shrunk = merging.unmerge(left, grown, at=LATER)

    assert alone.events == (BarrierUnmerged("A", "B", "WB-B", "raised", 2, LATER),)
    assert shrunk.events == (BarrierGaveBack("B", "A", "WB-A", 1, LATER),)
    assert (alone.state, shrunk.state) == (new("A", "DUR", "LDS"), new("B", "LDS"))


def test_a_voice_that_was_withdrawn_meanwhile_does_not_come_back() -> None:
    left, grown = merged(new("A", "DUR", "LDS"), new("B", "LDS", "BIR"))
    grown = support.withdraw(grown, "LDS", LATER).state

    alone, shrunk = unmerged(left, grown)

    assert (alone.councils, shrunk.councils) == ({"DUR"}, {"BIR"})


def test_a_voice_that_was_given_meanwhile_stays_where_it_was_given() -> None:
    left, grown = merged(new("A", "DUR"), new("B", "LDS"))
    grown = support.support(grown, "KEN", LATER).state

    alone, shrunk = unmerged(left, grown)

    assert (alone.councils, shrunk.councils) == ({"DUR"}, {"LDS", "KEN"})


def test_a_council_whose_voice_was_moved_counts_once_and_may_have_one_of_its_own_here_too() -> None:
    left, grown = merged(new("A", "DUR", "LDS"), new("B", "LDS"))
    own = support.support(grown, "DUR", LATER).state
    again = support.support(own, "DUR", LATER)

    alone, shrunk = unmerged(left, own)

    assert own.councils == grown.councils
    assert again.events == ()
    assert (alone.councils, shrunk.councils) == ({"DUR", "LDS"}, {"DUR", "LDS"})


def test_consent_is_not_taken_along_and_is_there_again_afterwards() -> None:
    one, into = new("A", "DUR", named=True), new("B", "LDS")
    left, grown = merged(one, into)

    voice = grown.supporter("DUR")
    assert voice is not None
    assert voice.for_everybody is None
    assert unmerged(left, grown)[0] == one


def test_what_a_council_says_at_the_new_place_speaks_for_it_there_alone() -> None:
    one = support.say(new("A", "DUR"), "DUR", Words("At A"), AT).state
    left, grown = merged(one, new("B", "LDS"))
    grown = support.say(grown, "DUR", Words("At B"), LATER, named=True).state

    alone, shrunk = unmerged(left, grown)

    assert len(grown.councils) == 2
    assert [each and each.bites for each in (grown.supporter("DUR"), alone.supporter("DUR"))] == [
        "At B",
        "At A",
    ]
    assert shrunk.supporter("DUR") == Supporter("DUR", True, "At B")


def test_a_merged_barrier_takes_no_voice_and_names_where_to_go() -> None:
    left, _ = merged(new("A", "DUR"), new("B", "LDS"))
    attempts: list[Any] = [
        lambda: support.support(left, "KEN", LATER),
        lambda: support.say(left, "KEN", Words("No"), LATER),
        lambda: support.withdraw(left, "DUR", LATER),
        lambda: merged(left, new("C", "KEN")),
        lambda: merged(new("C", "KEN"), left),
    ]
    for attempt in attempts:
        with pytest.raises(MergedAway) as refused:
            attempt()
        assert refused.value.details["into"] == "WB-B"


def test_a_ring_is_refused_however_long() -> None:
    a, b, c = new("A", "DUR"), new("B", "LDS"), new("C", "KEN")
    a, b = merged(a, b)
    b, c = merged(b, c)

    with pytest.raises(MergedAway):
        merged(c, a)
    with pytest.raises(IntoItself):
        merged(c, c)


def test_a_barrier_merged_further_is_unmerged_last() -> None:
    a, b = merged(new("A", "DUR"), new("B", "LDS"))
    b, c = merged(b, new("C", "KEN"))

    with pytest.raises(MergedAway) as refused:
        unmerged(a, b)
    with pytest.raises(NotMerged):
        unmerged(a, c)
    b, c = unmerged(b, c)
    assert refused.value.details == {"number": "WB-B", "into": "WB-C"}
    assert unmerged(a, b) == (new("A", "DUR"), new("B", "LDS"))


def test_one_told_in_confidence_is_merged_neither_way() -> None:
    secret, shared = replace(new("A", "DUR"), audience="sector-body"), new("B", "LDS")
    for pair in ((secret, shared), (shared, secret), (secret, replace(secret, id="C"))):
        with pytest.raises(InConfidence):
            merged(*pair)


@pytest.mark.parametrize(
    ("one", "into", "may"),
    [
        ("acknowledged", "resolved", True),
        ("with-body", "raised", True),
        ("resolved", "raised", False),
        ("closed", "raised", False),
        ("raised", "closed", False),
    ],
)
def test_one_may_be_merged_into_a_resolved_barrier_but_none_that_is_settled_away(
    one: Any, into: Any, may: bool
) -> None:
    pair = replace(new("A", "DUR"), stage=one), replace(new("B", "LDS"), stage=into)
    if may:
        left, grown = merged(*pair)
        assert unmerged(left, grown) == pair
    else:
        with pytest.raises(Settled):
            merged(*pair)


def test_a_council_whose_voice_was_moved_may_object_and_is_answered() -> None:
    left, _ = merged(new("A", "DUR", "LDS"), new("B", "KEN"))
    disputed = merging.object_(left, "LDS", "Ours is about Wales", LATER).state
    again = merging.object_(disputed, "LDS", "Ours is about Wales", LATER)
    upheld = merging.uphold(disputed, "LDS", "The Act is the same", LATER).state

    assert merging.open_in(disputed) == 1
    assert again.events == ()
    assert merging.open_in(upheld) == 0
    with pytest.raises(NotAllowed):
        merging.object_(left, "KEN", "It is not ours", LATER)
    with pytest.raises(NotFound):
        merging.uphold(left, "KEN", "Nobody asked", LATER)


def test_no_reason_nor_council_of_an_objection_is_in_an_event() -> None:
    left, _ = merged(new("A", "DUR"), new("B", "KEN"))
    disputed = merging.object_(left, "DUR", "Ours is about Wales", LATER)

    assert "Wales" not in repr(disputed.events)
    assert "DUR" not in repr(disputed.events)


def after(steps: list[Step]) -> World:
    world = World()
    for step in steps:
        before = world.voices()
        try:
            world.do(*step)
        except Conflict:
            assert world.voices() == before
        else:
            if step[0] in ("merge", "unmerge"):
                assert world.voices() == before
        for barrier in world.barriers.values():
            assert world.told(barrier.id) == len(barrier.councils)
            keys = [(each.council, each.origin) for each in barrier.supporters]
            assert len(keys) == len(set(keys))
    return world


@settings(max_examples=200)
@given(STEPS)
def test_counts_are_right_and_no_voice_is_lost_in_any_order_of_what_happens(
    steps: list[Step],
) -> None:
    after(steps)


@settings(max_examples=200)
@given(STEPS, st.sampled_from("ABCD"), st.sampled_from("ABCD"))
def test_a_merge_and_its_undoing_leave_everything_as_it_was(
    steps: list[Step], one: str, other: str
) -> None:
    world = happened(steps)
    pair = world.barriers[one], world.barriers[other]
    try:
        left, grown = merged(*pair)
    except Conflict:
        return
    assert unmerged(left, grown) == pair


@settings(max_examples=100)
@given(STEPS)
def test_when_every_merge_is_undone_each_voice_is_where_it_was_given(
    steps: list[Step],
) -> None:
    world = happened(steps)
    voices = world.voices()
    while gone := [each for each in world.barriers.values() if each.merging.gone]:
        for barrier in gone:
            try:
                world.do("unmerge", barrier.id, barrier.id, "")
            except MergedAway:
                continue
    assert world.voices() == voices
    assert all(
        each.origin is None for barrier in world.barriers.values() for each in barrier.supporters
    )
    assert not any(barrier.merging.taken_in for barrier in world.barriers.values())


@settings(max_examples=200)
@given(STEPS)
def test_merges_never_make_a_ring(steps: list[Step]) -> None:
    world = happened(steps)
    for barrier in world.barriers.values():
        way = [barrier.id]
        while gone := world.barriers[way[-1]].merging.gone:
            way.append(gone.into)
            assert len(way) <= len(world.barriers)
        for below, above in pairwise(way):
            taken = {each.barrier for each in world.barriers[above].merging.taken_in}
            assert below in taken
