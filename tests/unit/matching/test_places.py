import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.accounts.events import CouncilFacts
from contracts.matching.messages import Lens
from services.matching.domain.places import Places, standardised
from tests.unit.matching.examples import council

LENSES: tuple[Lens, ...] = ("place", "people", "near")

facts = st.fixed_dictionaries(
    {
        "population": st.none() | st.integers(1_000, 2_000_000),
        "area": st.none() | st.floats(1, 30_000),
        "latitude": st.none() | st.floats(49, 61),
        "longitude": st.none() | st.floats(-9, 2),
        "deprivation": st.none() | st.integers(1, 5),
        "rurality": st.none() | st.sampled_from(["Urban", "Rural", "Somewhere else"]),
        "nation": st.sampled_from(["England", "Wales"]),
        "kind": st.sampled_from(["UA", "LBO"]),
        "current": st.booleans(),
    }
)
registers = st.lists(facts, min_size=2, max_size=12).map(
    lambda rows: [council(f"C{number:02}", **row) for number, row in enumerate(rows)]
)


def test_the_place_most_like_another_comes_first() -> None:
    places = Places(
        [
            council("YOU"),
            council("CITY", population=900_000, area=90.0, deprivation=1),
            council("TWIN", population=210_000),
            council("MOOR", population=40_000, area=3_000.0, rurality="Sparse and rural"),
        ]
    )

    assert places.alike_first("YOU", ["MOOR", "CITY", "TWIN"], "place")[0] == "TWIN"


def test_places_equally_alike_come_in_the_order_of_their_codes() -> None:
    places = Places([council("YOU"), council("B1"), council("A1"), council("C1")])

    assert places.alike_first("YOU", ["C1", "B1", "A1"], "place") == ["A1", "B1", "C1"]


def test_the_lens_decides_what_counts() -> None:
    places = Places(
        [
            council("YOU"),
            council("NEXT", latitude=52.1, population=1_000_000, deprivation=1),
            council("LIKE", latitude=58.0, nation="Scotland"),
        ]
    )

    first = {lens: places.alike_first("YOU", ["NEXT", "LIKE"], lens)[0] for lens in LENSES}

    assert first == {"place": "LIKE", "people": "LIKE", "near": "NEXT"}


def test_another_nation_and_another_kind_make_places_less_alike() -> None:
    places = Places([council("YOU"), council("WAL", nation="Wales"), council("LBX", kind="LBO")])

    assert list(places.distances("YOU", "place")) == pytest.approx([0, math.sqrt(2), math.sqrt(2)])
    assert list(places.distances("YOU", "people")) == [0, 0, 0]


def test_distance_is_measured_along_the_earth() -> None:
    london = council("LON", latitude=51.5074, longitude=-0.1278)
    edinburgh = council("EDH", latitude=55.9533, longitude=-3.1883)

    assert Places([london, edinburgh]).distances("LON", "near")[1] == pytest.approx(534, abs=2)


def test_a_place_without_coordinates_comes_last_where_nearness_counts() -> None:
    places = Places([council("YOU"), council("A1", latitude=None), council("Z9", latitude=60.0)])

    assert places.alike_first("YOU", ["A1", "Z9"], "near") == ["Z9", "A1"]


def test_what_is_not_known_makes_neither_alike_nor_unlike() -> None:
    places = Places(
        [
            council("YOU", deprivation=1),
            council("SAME", deprivation=1),
            council("NONE", deprivation=None),
            council("FAR", deprivation=5),
            council("FAR2", deprivation=5),
        ]
    )

    order = places.alike_first("YOU", ["FAR", "NONE", "SAME"], "people")

    assert order == ["SAME", "NONE", "FAR"]


def test_likeness_names_the_closest_variables_with_both_values() -> None:
    places = Places(
        [
            council("YOU", population=200_000, deprivation=2),
            council("TWIN", population=210_000, deprivation=2),
            council("CITY", population=1_000_000, deprivation=5),
        ]
    )

    likeness = places.likeness("YOU", "TWIN", "people")

    assert likeness[0] == {"variable": "deprivation", "theirs": 2, "yours": 2}
    assert {"variable": "population", "theirs": 210_000, "yours": 200_000} in likeness


def test_likeness_names_nothing_in_which_two_places_differ_much() -> None:
    places = Places(
        [
            council("YOU", population=20_000, area=400.0, deprivation=1, kind="NMD"),
            council("CITY", population=1_000_000, area=40.0, deprivation=5, kind="MD"),
        ]
    )

    named = [each["variable"] for each in places.likeness("YOU", "CITY", "place")]

    assert named == ["rurality", "nation"]


def test_through_the_lens_near_likeness_is_the_distance_in_kilometres() -> None:
    places = Places([council("YOU", latitude=52.0), council("NEXT", latitude=52.5)])

    assert places.likeness("YOU", "NEXT", "near") == (
        {"variable": "distance", "theirs": 56, "yours": 0},
    )


def test_a_council_that_is_not_in_the_register_is_like_nobody() -> None:
    places = Places([council("B1"), council("A1")])

    assert places.alike_first("XXX", ["B1", "A1"], "place") == ["A1", "B1"]
    assert places.likeness("XXX", "A1", "place") == ()


def test_scores_are_standardised_over_current_councils_only() -> None:
    values = np.array([1.0, 3.0, 1_000.0])

    scores = standardised(values, np.array([True, True, False]))

    assert list(scores[:2]) == [-1, 1]


def test_a_variable_with_one_value_tells_nobody_apart() -> None:
    scores = standardised(np.array([0.1, 0.1, 0.1]), np.array([True, True, True]))

    assert np.ptp(scores) == 0


@given(registers)
def test_a_place_of_which_all_is_known_is_at_no_distance_from_itself(
    councils: list[CouncilFacts],
) -> None:
    places = Places([council("YOU"), *councils])

    assert [places.distances("YOU", lens)[0] for lens in LENSES] == [0, 0, 0]


@given(registers, st.sampled_from(LENSES))
def test_distance_is_the_same_both_ways(councils: list[CouncilFacts], lens: Lens) -> None:
    places = Places(councils)
    there, back = places.distances("C00", lens)[1], places.distances("C01", lens)[0]

    assert there == pytest.approx(back)


@given(registers, st.sampled_from(LENSES), st.randoms())
def test_the_order_depends_on_neither_the_order_of_the_register_nor_of_the_question(
    councils: list[CouncilFacts], lens: Lens, chance: object
) -> None:
    others = [each.code for each in councils[1:]]
    shuffled = list(councils)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    distances = dict(
        zip([each.code for each in councils], Places(councils).distances("C00", lens), strict=True)
    )
    order = Places(shuffled).alike_first("C00", reversed(others), lens)

    assert sorted(order) == sorted(others)
    # Sums in another order differ in their last digit.
    assert all(
        distances[one] <= distances[two] or math.isclose(distances[one], distances[two])
        for one, two in pairwise(order)
    )


@given(registers, st.sampled_from(LENSES))
def test_no_distance_is_undefined_however_much_is_missing(
    councils: list[CouncilFacts], lens: Lens
) -> None:
    assert not np.isnan(Places(councils).distances("C00", lens)).any()


@given(registers, st.floats(0.1, 10))
def test_the_unit_of_population_does_not_matter(
    councils: list[CouncilFacts], factor: float
) -> None:
    scaled = [
        council(
            each.code,
            nation=each.nation,
            kind=each.kind,
            current=each.current,
            **{
                **vars(each.place),
                "population": each.place.population and each.place.population * factor,
            },
        )
        for each in councils
    ]

    assert list(Places(scaled).distances("C00", "people")) == pytest.approx(
        list(Places(councils).distances("C00", "people")), abs=1e-5
    )
