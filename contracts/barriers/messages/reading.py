"""One barrier, and lists of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from contracts.barriers.personal_data import PersonalData
from contracts.barriers.words import Audience, Estimate, Facets, Stage
from contracts.fields import Level, Line, PageSize, Secret, Slug


@dataclass(frozen=True)
class GetBarrier:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Barrier:
    """A barrier as this caller may see it.

    `council` and `named_supporters` hold only councils that agreed to be named (all of them for
    an analyst, and its own for each council); `supporters` counts all; `supported` says whether
    the caller's council is among them. `estimate` is what whoever raised it thinks that a change
    would release. `warnings`, only in the answer to raising it, are what looks like personal data.
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
    audience: Audience = "everybody"
    estimate: Estimate | None = None
    warnings: tuple[PersonalData, ...] = ()


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
    audience: Audience = "everybody"


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
