"""What a barrier knows of merges: where it went, and what it has taken in."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import Stage


@dataclass(frozen=True)
class Objection:
    """What a council says against the merge that moved its voice, and what analysts answered."""

    council: str
    reason: str
    at: datetime
    answer: str | None = None
    answered: datetime | None = None


@dataclass(frozen=True)
class Gone:
    """Where a merged barrier went. `before` is the stage that it has again after an unmerge, and
    `councils` are those whose voices were moved: they are told, and may object."""

    into: str
    number: str
    by: str
    why: str
    at: datetime
    before: Stage
    councils: frozenset[str]
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True)
class TakenIn:
    """A barrier that was merged into this one; `includes` are those that it had taken in itself,
    and those that these had, by id."""

    barrier: str
    number: str
    includes: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Merging:
    """`gone` is None for a barrier that stands by itself."""

    gone: Gone | None = None
    taken_in: tuple[TakenIn, ...] = ()

    @property
    def includes(self) -> frozenset[str]:
        """Every barrier whose voices are here or came through here, by id."""
        direct = {each.barrier for each in self.taken_in}
        return frozenset(direct).union(*(each.includes for each in self.taken_in))


NOT_MERGED = Merging()
