"""One barrier, and lists of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from contracts.barriers.words import Effect, Facets, Nation, Stage
from contracts.fields import Level, Line, PageSize, Secret, Slug


@dataclass(frozen=True)
class GetBarrier:
    barrier: Annotated[str, Line]


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


Order = Literal["newest", "most-supported"]


@dataclass(frozen=True)
class ListBarriers:
    """What keeps to all that is asked for, and to any of the kinds in `kind`.

    `law` are words of the law or guidance cited, all of which must be in it. `mine` keeps those
    that the caller's council raised or supports.
    """

    kind: tuple[Annotated[str, Slug], ...] = ()
    body: Annotated[str, Slug] | None = None
    characteristic: Annotated[str, Slug] | None = None
    from_level: Annotated[int, Level] | None = None
    stage: Stage | None = None
    nation: Nation | None = None
    effect: Effect | None = None
    law: Annotated[str, Line] | None = None
    mine: bool = False
    search: Annotated[str, Line] | None = None
    order: Order = "newest"
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class Barriers:
    barriers: tuple[BarrierSummary, ...]
    next: str | None = None
