"""Who may be named to a council as having made the step that it stands before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from contracts.matching.messages import Lens, Peer
from services.matching.domain.offers import HelpOffer
from services.matching.domain.register import Register

TOP_LEVEL = 5
STEPS_AHEAD = (1, 2)
YEARS_GOOD_FOR = 2


@dataclass(frozen=True)
class Placing:
    """Levels that a council submitted for one characteristic."""

    current: int
    target: int


@dataclass(frozen=True)
class Position:
    """A council's last submission: when, and where it is on what it placed itself."""

    council: str
    at: datetime
    placed: Mapping[str, Placing]

    @property
    def planned(self) -> dict[str, int]:
        """Characteristic → the level it stands on, where it wants to go further."""
        return {
            characteristic: placing.current
            for characteristic, placing in self.placed.items()
            if placing.target > placing.current
        }

    def level(self, characteristic: str) -> int | None:
        placing = self.placed.get(characteristic)
        return placing.current if placing else None

    def stands(self, at: datetime) -> bool:
        """Whether it is not older than 24 months: who shares, sees."""
        return at < _years_later(self.at, YEARS_GOOD_FOR)


@dataclass(frozen=True)
class Helpers:
    """Everybody who could be named: offers, where those who offer stand, and the register."""

    offers: Iterable[HelpOffer]
    positions: Mapping[str, Position]
    register: Register
    at: datetime

    @cached_property
    def available(self) -> list[tuple[HelpOffer, Position]]:
        """Who is there now and has a submission that still stands, with where it stands."""
        day = self.at.astimezone(UTC).date()
        return [
            (each, position)
            for each in self.offers
            if (position := self.positions.get(each.council))
            and position.stands(self.at)
            and self.register.serves(each.council, day)
        ]

    def ahead(self, seeker: Position, characteristic: str) -> dict[str, int]:
        """Those who agreed, are there, and submitted a level one or two above → steps ahead."""
        level = seeker.level(characteristic)
        if level is None or not seeker.stands(self.at):
            return {}
        found = {
            each.council: (position.level(characteristic) or 0) - level
            for each, position in self.available
            if characteristic in each.characteristics and each.council != seeker.council
        }
        return {council: steps for council, steps in found.items() if steps in STEPS_AHEAD}

    def peers(
        self, seeker: Position, characteristic: str, lens: Lens, limit: int
    ) -> tuple[Peer, ...]:
        """Those ahead, whose places are the most alike first; their levels give no order."""
        ahead = self.ahead(seeker, characteristic)
        places = self.register.places
        return tuple(
            Peer(council, ahead[council], places.likeness(seeker.council, council, lens))
            for council in places.alike_first(seeker.council, ahead, lens)[:limit]
        )


def why_none(seeker: Position | None, characteristic: str, at: datetime) -> str:
    """Why a council has no peers on a characteristic, as a code of `contracts.matching`."""
    if seeker is None:
        return "not-submitted"
    if not seeker.stands(at):
        return "too-old"
    level = seeker.level(characteristic)
    if level is None:
        return "not-placed"
    return "top-level" if level >= TOP_LEVEL else "none-consenting"


def _years_later(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + years, day=28)
