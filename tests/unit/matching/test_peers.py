from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.peers import Position, why_none
from tests.unit.matching.examples import AT, council, helpers, position

YOU = position("YOU", data=2)
OLD = AT - timedelta(days=2 * 366)


def named(
    *others: Position, seeker: Position = YOU, offers: tuple[str, ...] = ("data",), **facts: object
) -> list[tuple[str, int]]:
    """Council and steps ahead of the peers for `data`, where all of `others` offer `offers`."""
    councils = [council("YOU"), *(council(each.council, **facts) for each in others)]
    everybody = helpers(councils, [seeker, *others], {each.council: offers for each in others})
    peers = everybody.peers(seeker, "data", "place", 10)
    return [(peer.council, peer.steps_ahead) for peer in peers]


def test_peers_are_one_or_two_steps_ahead() -> None:
    others = [position(f"L{level}", data=level) for level in range(1, 6)]

    assert named(*others) == [("L3", 1), ("L4", 2)]


def test_who_offered_no_help_is_not_named() -> None:
    assert named(position("ABC", data=3), offers=()) == []


def test_an_offer_for_another_characteristic_is_no_offer_for_this_one() -> None:
    assert named(position("ABC", data=3, leadership=5), offers=("leadership",)) == []


def test_who_withdrew_or_never_submitted_an_answer_is_not_named() -> None:
    assert named(position("ABC", leadership=3)) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"current": False},
        {"ended": AT.date()},
        {"started": date(2027, 4, 1)},
    ],
)
def test_a_council_that_is_not_there_now_is_not_named(facts: dict[str, object]) -> None:
    assert named(position("ABC", data=3), **facts) == []


def test_a_council_that_ends_later_is_named_until_then() -> None:
    assert named(position("ABC", data=3), ended=date(2027, 4, 1)) == [("ABC", 1)]


def test_an_answer_older_than_24_months_names_nobody() -> None:
    assert named(position("ABC", data=3, at=OLD)) == []


def test_who_does_not_share_does_not_see() -> None:
    assert named(position("ABC", data=3), seeker=position("YOU", leadership=2)) == []
    assert named(position("ABC", data=3), seeker=position("YOU", data=2, at=OLD)) == []


def test_nobody_is_their_own_peer() -> None:
    you = position("YOU", data=2)

    assert helpers([council("YOU")], [you], {"YOU": ("data",)}).ahead(you, "data") == {}


def test_no_more_are_named_than_asked_for() -> None:
    others = [position(f"P{number}", data=3) for number in range(9)]
    councils = [council("YOU"), *(council(each.council) for each in others)]
    everybody = helpers(councils, others, {each.council: ("data",) for each in others})

    assert len(everybody.peers(YOU, "data", "place", 3)) == 3


@given(st.lists(st.tuples(st.integers(20_000, 900_000), st.sampled_from([3, 4])), max_size=10))
def test_levels_give_no_order(others: list[tuple[int, int]]) -> None:
    """Whoever of them is one step ahead and who two: the order stays that of the places."""
    codes = [f"P{number:02}" for number in range(len(others))]
    councils = [council("YOU")] + [
        council(code, population=people) for code, (people, _) in zip(codes, others, strict=True)
    ]
    offers = dict.fromkeys(codes, ("data",))

    def order(levels: list[int]) -> list[str]:
        positions = [position(code, data=at) for code, at in zip(codes, levels, strict=True)]
        peers = helpers(councils, positions, offers).peers(YOU, "data", "place", 10)
        return [peer.council for peer in peers]

    assert order([level for _, level in others]) == order([7 - level for _, level in others])


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=12), st.integers(1, 5))
def test_nobody_is_named_without_consent_or_out_of_reach(
    others: list[tuple[int, bool]], level: int
) -> None:
    positions = [position(f"P{n:02}", data=theirs) for n, (theirs, _) in enumerate(others)]
    offers = {f"P{n:02}": ("data",) for n, (_, agreed) in enumerate(others) if agreed}
    councils = [council("YOU"), *(council(each.council) for each in positions)]

    ahead = helpers(councils, positions, offers).ahead(position("YOU", data=level), "data")

    assert ahead == {
        f"P{n:02}": theirs - level
        for n, (theirs, agreed) in enumerate(others)
        if agreed and theirs - level in (1, 2)
    }


@pytest.mark.parametrize(
    ("seeker", "why"),
    [
        (None, "not-submitted"),
        (position("YOU", data=2, at=OLD), "too-old"),
        (position("YOU", leadership=2), "not-placed"),
        (position("YOU", data=5), "top-level"),
        (position("YOU", data=4), "none-consenting"),
    ],
)
def test_why_nobody_is_named_is_said(seeker: Position | None, why: str) -> None:
    assert why_none(seeker, "data", AT) == why


def test_a_submission_on_29_february_counts_for_24_months() -> None:
    leap_day = AT.replace(year=2028, month=2, day=29)

    assert position("YOU", at=leap_day).stands(leap_day.replace(year=2030, day=27))
    assert not position("YOU", at=leap_day).stands(leap_day.replace(year=2030, day=28))
