"""One barrier, and lists of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from contracts.barriers.words import Facets, Stage
from contracts.fields import Level, Line, PageSize, Secret, Slug


@dataclass(frozen=True)
class GetBarrier:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class TookIn:
    """A barrier that was merged into this one."""

    number: str
    at: datetime


@dataclass(frozen=True)
class Objection:
    """For analysts, and for the council that objects."""

    council: str
    reason: str
    at: datetime
    answer: str | None = None
    answered: datetime | None = None


@dataclass(frozen=True)
class Merging:
    """Where a barrier was merged into, `into` and `number`, with why and when, and what it has
    taken in itself. `objections` counts all, `unanswered` those that wait; `may_object` is the
    caller's."""

    into: str | None = None
    number: str | None = None
    why: str | None = None
    at: datetime | None = None
    objections: int = 0
    unanswered: int = 0
    said: tuple[Objection, ...] = ()
    may_object: bool = False
    took_in: tuple[TookIn, ...] = ()


NOT_MERGED = Merging()


@dataclass(frozen=True)
class Barrier:
    """A barrier as this caller may see it.

    `council` and `named_supporters` hold only councils that agreed to be named (all of them for
    an analyst, and its own for each council); `supporters` counts all; `supported` says whether
    the caller's council is among them.
    """

    id: str
    number: str
    title: str
    story: str
    facets: Facets
    stage: Stage
    supporters: int
    named_supporters: tuple[str, ...]
    raised: datetime
    version: int
    council: str | None = None
    supported: bool = False
    mine: bool = False
    merging: Merging = NOT_MERGED


@dataclass(frozen=True)
class BarrierSummary:
    id: str
    number: str
    title: str
    facets: Facets
    stage: Stage
    supporters: int
    raised: datetime
    supported: bool = False


@dataclass(frozen=True)
class ListBarriers:
    """Newest first. `mine` keeps those that the caller's council raised or supports."""

    kind: Annotated[str, Slug] | None = None
    body: Annotated[str, Slug] | None = None
    characteristic: Annotated[str, Slug] | None = None
    from_level: Annotated[int, Level] | None = None
    stage: Stage | None = None
    mine: bool = False
    search: Annotated[str, Line] | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class Barriers:
    barriers: tuple[BarrierSummary, ...]
    next: str | None = None
