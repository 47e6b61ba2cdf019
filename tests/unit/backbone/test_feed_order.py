"""Events of one aggregate keep their sequence; among aggregates the order of arrival counts."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as some

from backbone.feed import in_sequence


def record(subject: str, sequence: int, aggregate: str = "thing") -> dict:
    return {"aggregate": aggregate, "subject": subject, "sequence": sequence}


def test_a_later_event_that_was_found_first_takes_the_later_place():
    found = [record("a", 2), record("b", 1), record("a", 1)]
    assert in_sequence(found) == [record("a", 1), record("b", 1), record("a", 2)]


def test_the_same_subject_of_another_kind_is_another_aggregate():
    found = [record("a", 1), record("a", 1, "other"), record("a", 2)]
    assert in_sequence(found) == found


@given(some.permutations([record(name, number) for name in "abc" for number in range(1, 6)]))
def test_every_order_of_arrival_gives_each_aggregate_s_own_order(found):
    placed = defaultdict(list)
    for event in in_sequence(list(found)):
        placed[event["subject"]].append(event["sequence"])
    assert placed == {name: [1, 2, 3, 4, 5] for name in "abc"}


@given(some.permutations([record(name, number) for name in "abc" for number in range(1, 6)]))
def test_an_aggregate_keeps_the_places_that_its_events_arrived_in(found):
    placed = in_sequence(list(found))
    assert [event["subject"] for event in placed] == [event["subject"] for event in found]
