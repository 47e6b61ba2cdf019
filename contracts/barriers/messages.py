"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``barrier``, ``barriers``, ``similar``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from contracts.barriers.events import BitesAt, Effect, Facets, Nation, Nature
from contracts.fields import (
    CouncilCode,
    Document,
    Level,
    Line,
    LongText,
    PageSize,
    Secret,
    Slug,
)

Stage = Literal["raised", "acknowledged"]


@dataclass(frozen=True)
class PublishTaxonomy:
    """`document` is the taxonomy in YAML, as in ``content/barriers``."""

    document: Annotated[str, Document]


@dataclass(frozen=True)
class GetTaxonomy:
    pass


@dataclass(frozen=True)
class Taxonomy:
    content: dict[str, Any]
    version: int


@dataclass(frozen=True)
class RaiseBarrier:
    """`council` raises it; `named` is its consent to be named behind it, which only a lead gives;
    else only the sector body knows. `kind` and `body` must be ids of the taxonomy; `from_level`,
    1 to 4, goes with `characteristic`."""

    council: Annotated[str, CouncilCode]
    title: Annotated[str, Line]
    story: Annotated[str, LongText]
    kind: Annotated[str, Slug]
    named: bool
    bites_at: BitesAt | None = None
    effect: Effect | None = None
    nature: Nature | None = None
    nation: Nation | None = None
    body: Annotated[str, Slug] | None = None
    law: Annotated[str, Line] | None = None
    characteristic: Annotated[str, Slug] | None = None
    from_level: Annotated[int, Level] | None = None


@dataclass(frozen=True)
class SupportBarrier:
    """`barrier` is an id or a tracking number; `named` is a lead's consent, as in `RaiseBarrier`.
    To change it, withdraw and support again."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    named: bool = False


@dataclass(frozen=True)
class WithdrawSupport:
    """Whoever raised it may withdraw like any other: the barrier stays, at nought if need be."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class AcknowledgeBarrier:
    """`version` is the barrier's that was read."""

    barrier: Annotated[str, Line]
    version: int | None = None


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


@dataclass(frozen=True)
class FindSimilar:
    """`text` is what has been typed so far."""

    text: Annotated[str, LongText]
    kind: Annotated[str, Slug] | None = None
    limit: Annotated[int, PageSize] = 5


@dataclass(frozen=True)
class SimilarBarriers:
    """The most alike first; empty where nothing is alike enough to be worth a look."""

    barriers: tuple[BarrierSummary, ...]
