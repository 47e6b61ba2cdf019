"""What happened lately to the barriers that one's council cares about, and watching them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from contracts.fields import CouncilCode, Line, PageSize


@dataclass(frozen=True)
class Happening:
    """One event of a barrier as anybody who may read the barrier may see it.

    `name` is the event's, such as ``barrier-supported``, and `data` what it says, in its newest
    version.
    """

    barrier: str
    number: str
    title: str
    name: str
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True)
class GetNews:
    """Of the barriers that the caller's council raised, supports or watches, newest first."""

    since: datetime | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class News:
    """`looked` is when the caller last said that they had read it all, and `new` how many of
    `happenings` came after that."""

    happenings: tuple[Happening, ...]
    new: int
    looked: datetime | None = None


@dataclass(frozen=True)
class MarkNewsRead:
    """The caller has read all that happened until now."""


@dataclass(frozen=True)
class NewsRead:
    looked: datetime


@dataclass(frozen=True)
class WatchBarrier:
    """`barrier` is an id or a tracking number. Who raised or supports one watches it anyhow, unless
    the council has stopped."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class StopWatching:
    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class Watching:
    barrier: str
    watching: bool
