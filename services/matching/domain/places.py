"""How alike two councils' places are; how far either is with anything plays no part.

Each variable is standardised over the current councils (z-scores; population and density as their
logarithms) and the distance is Euclidean, as in CIPFA's nearest neighbours and the Department for
Education's statistical neighbours. None of the published choices of variables is the one right
one, so there is a lens for each of three.

Two rules fill what those sources leave open. Two values of a standardised variable, picked at
random, differ by 2 when squared, on average. So a different nation or kind counts 2; and so does
what is not known of either council: it makes them neither alike nor unlike.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contracts.accounts.events import CouncilFacts
from contracts.matching.messages import Lens

Numbers = NDArray[np.float64]
Likeness = dict[str, Any]

PICKED_AT_RANDOM = 2.0
ALIKE = 0.5
"""Two councils are alike in a variable when at most half a standard deviation is between them."""
EARTH_RADIUS_KM = 6371.0088

RURALITY = ("urban", "urban with rural areas", "rural", "sparse and rural")
"""The rural–urban classes, from the least rural to the most."""


def density(council: CouncilFacts) -> float | None:
    """People per km²."""
    place = council.place
    return place.population / place.area if place.population and place.area else None


def rurality(council: CouncilFacts) -> int | None:
    """The class as its place in `RURALITY`."""
    name = (council.place.rurality or "").casefold()
    return RURALITY.index(name) if name in RURALITY else None


def _logarithm(value: float | None) -> float | None:
    return float(np.log(value)) if value else None


MEASURED: dict[str, Callable[[CouncilFacts], float | None]] = {
    "population": lambda council: _logarithm(council.place.population),
    "density": lambda council: _logarithm(density(council)),
    "rurality": rurality,
    "deprivation": lambda council: council.place.deprivation,
}
NAMED: dict[str, Callable[[CouncilFacts], str]] = {
    "nation": lambda council: council.nation,
    "kind": lambda council: council.kind,
}
SHOWN: dict[str, Callable[[CouncilFacts], Any]] = {
    "population": lambda council: council.place.population,
    "density": lambda council: round(density(council) or 0),
    "rurality": lambda council: council.place.rurality,
    "deprivation": lambda council: council.place.deprivation,
    "nation": lambda council: council.nation,
    "kind": lambda council: council.kind_name,
}
VARIABLES: dict[Lens, tuple[str, ...]] = {
    "place": (*MEASURED, *NAMED),
    "people": ("population", "density", "deprivation"),
    "near": ("distance",),
}


class Places:
    """The places of all councils, standardised once and compared often."""

    def __init__(self, councils: Sequence[CouncilFacts]) -> None:
        self._councils = councils
        self._rows = {each.code: row for row, each in enumerate(councils)}
        current = np.array([each.current for each in councils], dtype=bool)
        self._measured = {
            name: standardised(_column(councils, value), current)
            for name, value in MEASURED.items()
        }
        self._named = {
            name: np.array([value(each) for each in councils]) for name, value in NAMED.items()
        }
        self._latitudes = np.radians(_column(councils, lambda each: each.place.latitude))
        self._longitudes = np.radians(_column(councils, lambda each: each.place.longitude))
        self._distances: dict[tuple[str, Lens], Numbers] = {}

    def alike_first(self, council: str, others: Iterable[str], lens: Lens) -> list[str]:
        """`others`, the most alike first, in order of their codes where they are equally so."""
        if council not in self._rows:
            return sorted(others)
        distances = self.distances(council, lens)
        known = [each for each in others if each in self._rows]
        return sorted(known, key=lambda each: (distances[self._rows[each]], each))

    def distances(self, council: str, lens: Lens) -> Numbers:
        """From one council to all, itself included, in the order of the register.

        In standard deviations; through the lens `near` in km, without end where it isn't known.
        """
        if (council, lens) not in self._distances:
            self._distances[council, lens] = self._measure(council, lens)
        return self._distances[council, lens]

    def likeness(self, council: str, other: str, lens: Lens) -> tuple[Likeness, ...]:
        """The variables in which the two are alike, the closest first, with both sides' values."""
        if council not in self._rows or other not in self._rows:
            return ()
        row, other_row = self._rows[council], self._rows[other]
        if lens == "near":
            return _distance_shown(float(self._kilometres(row)[other_row]))
        apart = {name: self._apart(row, name)[other_row] for name in VARIABLES[lens]}
        alike = [name for name in apart if apart[name] <= ALIKE]
        return tuple(
            {
                "variable": name,
                "theirs": SHOWN[name](self._councils[other_row]),
                "yours": SHOWN[name](self._councils[row]),
            }
            for name in sorted(alike, key=lambda name: float(apart[name]))
        )

    def _measure(self, council: str, lens: Lens) -> Numbers:
        row = self._rows[council]
        if lens == "near":
            return np.nan_to_num(self._kilometres(row), nan=np.inf)
        squares = np.array([self._apart(row, name) ** 2 for name in VARIABLES[lens]])
        distances: Numbers = np.sqrt(np.nan_to_num(squares, nan=PICKED_AT_RANDOM).sum(axis=0))
        return distances

    def _apart(self, row: int, variable: str) -> Numbers:
        """How far every council is from the one in `row`, in standard deviations; NaN: unknown."""
        if variable in self._named:
            names = self._named[variable]
            return np.where(names == names[row], 0.0, np.sqrt(PICKED_AT_RANDOM))
        values = self._measured[variable]
        return np.abs(values - values[row])

    def _kilometres(self, row: int) -> Numbers:
        """Along the great circle, by the haversine formula; NaN where a place isn't known."""
        latitude, longitude = self._latitudes[row], self._longitudes[row]
        haversine = (
            np.sin((self._latitudes - latitude) / 2) ** 2
            + np.cos(latitude)
            * np.cos(self._latitudes)
            * np.sin((self._longitudes - longitude) / 2) ** 2
        )
        kilometres: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
        return kilometres


def standardised(values: Numbers, current: NDArray[np.bool_]) -> Numbers:
    """Z-scores by the mean and the standard deviation of what is known of the current councils.

    Where all have one value, it tells nobody apart, and every score is 0.
    """
    known = values[current & ~np.isnan(values)]
    if not known.size:
        return np.full_like(values, np.nan)
    # Of equal values the deviation can come out as a rounding error instead of 0.
    spread = float(known.std()) if np.ptp(known) else 1.0
    return (values - known.mean()) / spread


def _column(
    councils: Sequence[CouncilFacts], value: Callable[[CouncilFacts], float | None]
) -> Numbers:
    return np.array([value(each) for each in councils], dtype=np.float64)


def _distance_shown(kilometres: float) -> tuple[Likeness, ...]:
    if np.isnan(kilometres):
        return ()
    return ({"variable": "distance", "theirs": round(kilometres), "yours": 0},)
