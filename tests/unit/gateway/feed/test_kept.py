"""The newest events are kept in order, within bounds, and never as they were before an erasure."""

from gateway.feed.kept import Kept, Told
from tests.unit.gateway.feed.played import RAISED, REDACTED, SUPPORTED


def told(first: int, *keys: str, size: int = 10) -> list[Told]:
    return [Told(at, key, b"x" * size) for at, key in enumerate(keys, start=first)]


def positions(kept: Kept, after: int, *types: str, limit: int = 100) -> list[int]:
    return [each.position for each in kept.page(after, types, limit).events]


def test_a_page_goes_on_behind_any_kept_place():
    kept = Kept()
    kept.restart(7)
    kept.add(told(8, RAISED, SUPPORTED, RAISED))
    assert [kept.covers(at) for at in (6, 7, 10, 11)] == [False, True, True, False]
    assert positions(kept, 7) == [8, 9, 10]
    assert positions(kept, 9) == [10]
    assert positions(kept, 10) == []


def test_a_page_of_some_kinds_ends_where_nothing_wanted_is_passed_over():
    kept = Kept()
    kept.add(told(1, RAISED, SUPPORTED, RAISED, SUPPORTED, RAISED, SUPPORTED))
    one = kept.page(0, (RAISED,), 2)
    assert [each.position for each in one.events] == [1, 3]
    assert (one.last, one.head, one.is_all) == (4, 6, False)
    rest = kept.page(one.last, (RAISED,), 2)
    assert [each.position for each in rest.events] == [5]
    assert (rest.last, rest.is_all) == (6, True)


def test_no_more_are_kept_than_so_many_and_so_many_bytes():
    by_number, by_size = Kept(most=20), Kept(most_bytes=1000)
    for first in range(1, 101, 5):
        by_number.add(told(first, *[RAISED] * 5))
        by_size.add(told(first, *[RAISED] * 5, size=50))
    assert positions(by_number, by_number.start) == list(range(by_number.start + 1, 101))
    assert 10 <= 100 - by_number.start <= 20
    assert positions(by_size, by_size.start) == list(range(by_size.start + 1, 101))
    assert 10 <= 100 - by_size.start <= 20


def test_one_event_that_is_too_large_is_not_kept():
    kept = Kept(most_bytes=100)
    kept.add(told(1, RAISED, size=1000))
    assert (kept.start, kept.end) == (1, 1)
    kept.add(told(2, RAISED))
    assert positions(kept, 1) == [2]


def test_what_was_kept_before_an_erasure_is_forgotten():
    kept = Kept()
    kept.add(told(1, RAISED, RAISED))
    kept.add(told(3, SUPPORTED, REDACTED, RAISED))
    assert not kept.covers(1)
    assert positions(kept, 2) == [3, 4, 5]
