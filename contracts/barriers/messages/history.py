"""What happened to a barrier, in order."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.messages.news import Happening
from contracts.fields import Line, PageSize, Secret


@dataclass(frozen=True)
class GetHistory:
    """Newest first."""

    barrier: Annotated[str, Line]
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class History:
    happenings: tuple[Happening, ...]
    next: str | None = None
