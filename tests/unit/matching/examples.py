"""Councils, offers and positions, made up."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from contracts.accounts.events import CouncilFacts, Place
from services.matching.domain.offers import HelpOffer
from services.matching.domain.peers import Helpers, Placing, Position
from services.matching.domain.register import Register

AT = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


def council(code: str, **facts: Any) -> CouncilFacts:
    """An English unitary of middling size; what `facts` names of its place is different there."""
    place = {
        "population": 200_000,
        "area": 400.0,
        "latitude": 52.0,
        "longitude": -1.0,
        "deprivation": 3,
        "rurality": "Urban",
    }
    place |= {name: facts.pop(name) for name in list(facts) if name in place}
    given = {
        "name": code.title(),
        "official_name": f"{code.title()} Council",
        "nation": "England",
        "region": "Midlands",
        "kind": "UA",
        "kind_name": "Unitary authority",
    }
    return CouncilFacts(code=code, **{**given, **facts}, place=Place(**place))


def position(code: str, *, at: datetime = AT, **levels: int | tuple[int, int]) -> Position:
    """Levels by characteristic: where it is, or where it is and wants to be."""
    pairs = {
        name: level if isinstance(level, tuple) else (level, level)
        for name, level in levels.items()
    }
    return Position(code, at, {name: Placing(*pair) for name, pair in pairs.items()})


def helpers(
    councils: Iterable[CouncilFacts],
    positions: Iterable[Position],
    offers: Mapping[str, tuple[str, ...]],
) -> Helpers:
    """`offers` are characteristics by council."""
    return Helpers(
        offers=[HelpOffer(code, characteristics) for code, characteristics in offers.items()],
        positions={each.council: each for each in positions},
        register=Register(councils),
        at=AT,
    )


def resource_content(id: str = "a-guide", **given: Any) -> dict[str, Any]:
    steps = given.pop("steps", [("data", 2)])
    return {
        "id": id,
        "title": {"en": "A guide", "cy": "Canllaw"},
        "publisher": "A publisher",
        "illustrative": False,
        "languages": ["en"],
        "nations": ["England", "Wales", "Scotland", "Northern Ireland"],
        "steps": [{"characteristic": name, "from": level} for name, level in steps],
        **given,
    }
