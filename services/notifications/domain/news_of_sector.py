"""What is new among all barriers, for the weekly summary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.barriers.messages import Concerned
from contracts.callers import BODY_ROLES
from services.notifications.domain.audiences import NEW_IN_SECTOR, Person

MOST = 20
"""Barriers of a kind that are named; of more, only how many there are is said."""

Digest = dict[str, list[str]]
"""Ids of barriers by the name of the event, such as ``barrier-raised``."""


@dataclass(frozen=True)
class News:
    """`happened` are events by name and barrier, in order. A barrier whose title is kept back, or
    that there is none of, is not among them."""

    happened: tuple[tuple[str, str], ...]
    barriers: Mapping[str, Concerned]

    def of(self, person: Person) -> Digest:
        """What is new for somebody: a body's people hear of what was put to it."""
        body = person.organisation if person.role in BODY_ROLES else None
        digest: Digest = {}
        for name, barrier in self.happened:
            if body is None or self._is_put_to(barrier, body):
                of_kind = digest.setdefault(name, [])
                if barrier not in of_kind:
                    of_kind.append(barrier)
        return {name: digest[name] for name in NEW_IN_SECTOR if name in digest}

    def _is_put_to(self, barrier: str, body: str) -> bool:
        return body in {each.id for each in self.barriers[barrier].bodies}


NOTHING = News((), {})


def news_of(happened: Iterable[tuple[str, str]], barriers: Mapping[str, Concerned]) -> News:
    open_ = {name for name, barrier in barriers.items() if barrier.title is not None}
    return News(tuple(each for each in happened if each[1] in open_), barriers)
