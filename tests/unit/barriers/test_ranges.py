"""Sums of what councils say: ranges, one for each measure, and none that tells a single figure."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.words import Total
from services.barriers.domain.ranges import FEWEST, MEASURES, Figure, totals

amounts = st.integers(0, 10**12)
ranges = st.tuples(amounts, amounts).map(sorted)


@st.composite
def figures(draw: st.DrawFn) -> list[Figure]:
    said = draw(st.lists(st.tuples(st.booleans(), st.sampled_from(MEASURES), ranges), max_size=24))
    return [
        Figure(f"C{number}", named, measure, low, high)
        for number, (named, measure, (low, high)) in enumerate(said)
    ]


def five(*, named: bool = True) -> list[Figure]:
    return [Figure(f"C{number}", named, "money", 10, 20) for number in range(FEWEST)]


def test_a_sum_of_ranges_goes_from_the_sum_of_the_lows_to_that_of_the_highs() -> None:
    assert totals(five()) == (Total("money", 50, 100, 5),)


def test_four_councils_make_no_sum() -> None:
    assert totals(five()[:4]) == ()


def test_a_single_unnamed_council_among_named_ones_keeps_the_sum_away() -> None:
    assert totals([*five(), Figure("C9", False, "money", 1, 2)]) == ()


def test_five_unnamed_councils_hide_each_other() -> None:
    assert totals([*five(), *five(named=False)]) == (Total("money", 100, 200, 10),)


@given(figures())
def test_what_is_left_of_a_sum_without_the_named_is_nothing_or_of_at_least_five(
    said: list[Figure],
) -> None:
    for total in totals(said):
        of_it = [each for each in said if each.measure == total.measure]
        left = [each for each in of_it if not each.named]
        assert total.councils == len(of_it) >= FEWEST
        assert len(left) == 0 or len(left) >= FEWEST


@given(figures())
def test_measures_are_never_added_to_each_other(said: list[Figure]) -> None:
    for total in totals(said):
        of_it = [each for each in said if each.measure == total.measure]
        assert total.low == sum(each.low for each in of_it)
        assert total.high == sum(each.high for each in of_it)
        assert total.low <= total.high


@given(figures(), st.randoms())
def test_the_order_in_which_councils_came_or_how_much_they_said_orders_nothing(
    said: list[Figure], random: Random
) -> None:
    mixed = list(said)
    random.shuffle(mixed)
    assert totals(mixed) == totals(said)
    shown = [MEASURES.index(total.measure) for total in totals(said)]
    assert shown == sorted(shown)
