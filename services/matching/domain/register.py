"""The councils that matching knows, as accounts told of them."""

from collections.abc import Iterable
from datetime import date

from contracts.accounts.events import CouncilFacts
from services.matching.domain.places import Places


class Register:
    """One state of the register; a change of it makes a new one."""

    def __init__(self, councils: Iterable[CouncilFacts]) -> None:
        self.councils = {each.code: each for each in councils}
        self.places = Places(list(self.councils.values()))
        self._by_name = {
            name.casefold(): each
            for each in self.councils.values()
            for name in (each.name, each.official_name)
        }

    def council(self, code: str) -> CouncilFacts | None:
        return self.councils.get(code)

    def named(self, name: str) -> CouncilFacts | None:
        """The council that goes by this name, in whatever case."""
        return self._by_name.get(name.casefold())

    def serves(self, code: str, day: date) -> bool:
        """Whether the council is there on `day`: begun, not ended, and current in the register."""
        council = self.councils.get(code)
        if council is None or not council.current:
            return False
        begun = council.started is None or council.started <= day
        return begun and (council.ended is None or day < council.ended)
