"""What happened to a barrier, in order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from contracts.fields import Line, PageSize, Secret


@dataclass(frozen=True)
class GetHistory:
    """Newest first."""

    barrier: Annotated[str, Line]
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class Happening:
    """An event: `type` is its name, such as ``barrier-raised``, and `data` what it tells
    everybody, without councils that have withdrawn their consent since."""

    id: str
    type: str
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True)
class History:
    happenings: tuple[Happening, ...]
    next: str | None = None
