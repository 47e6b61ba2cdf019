"""Links between barriers that feed each other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from contracts.barriers.words import Stage
from contracts.fields import Line, PageSize, Secret, ShortText, Slug


@dataclass(frozen=True)
class LinkBarriers:
    """`barrier` makes the barrier `feeds` worse, and `why`. By a council or an analyst. Both are
    named by id or tracking number."""

    barrier: Annotated[str, Line]
    feeds: Annotated[str, Line]
    why: Annotated[str, ShortText]


@dataclass(frozen=True)
class UnlinkBarriers:
    """By the council that made it, or an analyst."""

    link: Annotated[str, Line]


@dataclass(frozen=True)
class ListLinks:
    """All links of one barrier, the newest first."""

    barrier: Annotated[str, Line]
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 30


@dataclass(frozen=True)
class ListSectorLinks:
    """The newest first; `kind` keeps those that have a barrier of this kind at an end."""

    kind: Annotated[str, Slug] | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 30


@dataclass(frozen=True)
class LinkedBarrier:
    """`distance` is 0 for the barrier that was asked about, negative for one that feeds it, and
    positive for one that it feeds; it is None in a graph that has no such middle."""

    id: str
    number: str
    title: str
    kind: str
    stage: Stage
    distance: int | None = None


@dataclass(frozen=True)
class BarrierLink:
    """`barrier` makes `feeds` worse; both are ids of barriers of the same graph. One that another
    barrier took in is stood for by that one. Who made it is not told, but whether it was the
    caller's council (`mine`)."""

    id: str
    barrier: str
    feeds: str
    why: str
    made: datetime
    mine: bool = False


@dataclass(frozen=True)
class BarrierGraph:
    """Barriers and the links among them. `left_off` says that there are more than it holds."""

    barriers: tuple[LinkedBarrier, ...]
    links: tuple[BarrierLink, ...]
    left_off: bool = False
    next: str | None = None
