"""Barriers like the one that somebody is typing."""

from dataclasses import dataclass
from typing import Annotated, Literal

from contracts.barriers.messages.reading import BarrierSummary
from contracts.fields import Line, LongText, PageSize, Slug


@dataclass(frozen=True)
class FindSimilar:
    """`text` is what has been typed so far. What is known of the facets puts those first that have
    the same; it leaves none out."""

    text: Annotated[str, LongText]
    kind: Annotated[str, Slug] | None = None
    body: Annotated[str, Slug] | None = None
    law: Annotated[str, Line] | None = None
    characteristic: Annotated[str, Slug] | None = None
    limit: Annotated[int, PageSize] = 5


SameFacet = Literal["kind", "body", "law", "characteristic"]


@dataclass(frozen=True)
class SimilarBarrier(BarrierSummary):
    """`same` names the facets that it shares with what was asked for. `through` is the number of
    the barrier that has the alike words, where that was merged into this one. `note` says why it is
    not actually a barrier, and `note_cy` in Welsh, where it was resolved so."""

    same: tuple[SameFacet, ...] = ()
    through: str | None = None
    note: str | None = None
    note_cy: str | None = None


@dataclass(frozen=True)
class SimilarBarriers:
    """Those with a note first, then the most alike; empty where nothing is alike enough to be worth
    a look."""

    barriers: tuple[SimilarBarrier, ...]
