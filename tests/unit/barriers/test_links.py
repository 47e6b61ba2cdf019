"""Links between barriers, and the graph around one of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.events import BarriersLinked, BarriersUnlinked
from contracts.errors import Invalid, NotAllowed
from services.barriers.domain import graphs, links
from services.barriers.domain.links import Link
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LATER, LEEDS

NEW = Link("b1.b2", "b1", "b2", "It takes the staff.", "DUR", AT, ("funding", "legal"))
PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij")), max_size=40
)


def test_two_barriers_are_linked_once_in_each_direction() -> None:
    linked = links.link(None, NEW)

    assert linked.events == (BarriersLinked("b1.b2", "b1", "b2", AT),)
    assert links.link(linked.state, NEW).events == ()
    assert links.id_of("b1", "b2") != links.id_of("b2", "b1")
    with pytest.raises(links.LinkedAlready):
        links.link(linked.state, replace(NEW, made_by="LDS"))


def test_no_barrier_feeds_itself() -> None:
    with pytest.raises(Invalid) as refused:
        links.id_of("b1", "b1")
    assert list(refused.value.details) == ["feeds"]


def test_a_link_is_removed_once_and_may_be_made_again_by_another() -> None:
    removed = links.unlink(NEW, LATER)
    again = links.link(removed.state, replace(NEW, made_by="LDS", made=LATER))

    assert removed.events == (BarriersUnlinked("b1.b2", "b1", "b2", LATER),)
    assert links.unlink(removed.state, LATER).events == ()
    assert again.events == (BarriersLinked("b1.b2", "b1", "b2", LATER),)


def test_a_link_is_removed_by_its_council_or_an_analyst() -> None:
    links.must_be_makers(DURHAM, NEW)
    links.must_be_makers(ANALYST, NEW)
    for link in (NEW, replace(NEW, made_by=None)):
        with pytest.raises(NotAllowed):
            links.must_be_makers(LEEDS, link)


def test_what_feeds_it_is_on_one_side_and_what_it_feeds_on_the_other_two_steps_far() -> None:
    chain = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("x", "a")]

    found = graphs.around("c", chain)

    assert found.distances == {"a": -2, "b": -1, "c": 0, "d": 1, "e": 2}
    assert found.pairs == (("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"))


def test_two_that_feed_each_other_are_both_there_with_both_links() -> None:
    found = graphs.around("a", [("a", "b"), ("b", "a")])

    assert found.distances == {"a": 0, "b": -1}
    assert found.pairs == (("a", "b"), ("b", "a"))


def test_what_is_left_off_is_said() -> None:
    star = [("a", f"b{number}") for number in range(graphs.MOST_BARRIERS)]

    assert graphs.around("a", star).left_off
    assert not graphs.around("a", star[1:]).left_off


@given(PAIRS, st.integers(min_value=1, max_value=8))
def test_a_graph_is_bounded_and_has_every_link_between_the_barriers_in_it(
    pairs: list[tuple[str, str]], most: int
) -> None:
    found = graphs.around("a", pairs, most)

    assert len(found.distances) <= most
    assert found.distances["a"] == 0
    inside = {
        (barrier, feeds)
        for barrier, feeds in pairs
        if barrier != feeds and {barrier, feeds} <= found.distances.keys()
    }
    assert set(found.pairs) == inside
    assert len(found.pairs) == len(inside)


@given(PAIRS)
def test_where_nothing_is_left_off_all_within_two_steps_are_in_it(
    pairs: list[tuple[str, str]],
) -> None:
    found = graphs.around("a", pairs, most=100)
    near = {"a"}
    for sign in (-1, 1):
        first = set(graphs.neighbours(pairs, {"a"}, sign))
        near |= first | set(graphs.neighbours(pairs, first, sign))

    assert not found.left_off
    assert found.distances.keys() == near
