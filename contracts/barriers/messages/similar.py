"""Barriers like the one that somebody is typing."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.messages.reading import BarrierSummary
from contracts.fields import LongText, PageSize, Slug


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
