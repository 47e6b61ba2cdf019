"""A soak can be struck again: its seed says which fault comes when, and against what."""

from itertools import islice

from contracts.topology import SERVICES
from tests.faults import points
from tests.faults.schedule import FAULTS, schedule

MANY = 40 * len(FAULTS)


def test_the_same_seed_gives_the_same_schedule():
    assert list(islice(schedule(7), MANY)) == list(islice(schedule(7), MANY))


def test_another_seed_gives_another_schedule():
    assert list(islice(schedule(7), MANY)) != list(islice(schedule(8), MANY))


def test_every_fault_comes_in_every_round():
    first_round = list(islice(schedule(7), len(FAULTS)))
    assert {planned.name for planned in first_round} == set(FAULTS)


def test_every_point_of_every_service_is_struck_in_the_end():
    planned = islice(schedule(7), 10 * MANY)
    struck = {each.arguments for each in planned if each.name == "kill at a point"}
    assert struck == set(points.targets())


def test_a_service_is_killed_at_the_points_that_it_comes_to():
    assert points.points_of("accounts") == (*points.OF_A_COMMAND, *points.OF_THE_RELAY)
    assert points.points_of("reporting") == points.OF_A_SUBSCRIBER
    assert {service for service, _ in points.targets()} == set(SERVICES)
