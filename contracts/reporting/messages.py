"""What reporting is asked and answers.

RPC methods: ``sector_barriers``, ``sector_standing``, ``comparison``, ``publish_figures``.
Notices on ``reporting.notices``: ``sector-barriers-changed``, ``sector-standing-changed``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from contracts.fields import CouncilCode, Slug

GroupKind = Literal["all", "kind", "region", "nation"]
"""The fixed groups to compare with: every council, or those of one's own kind, region, nation."""

WhyHidden = Literal["fewer-than-five", "would-reveal"]
"""A whole group with fewer than five councils, or anything else that could tell what few councils,
or all of a group, answered. There is no finer reason: "all the same" or "a nought" would tell it.
"""

WhyLocked = Literal["not-submitted", "not-placed", "too-old", "no-figures-yet"]


@dataclass(frozen=True)
class SectorBarriers:
    """Live figures of barriers. Counts are of barriers and of councils behind them; no council is
    named here."""


@dataclass(frozen=True)
class BarrierCount:
    """One row: `id` of the kind or body (``none`` where no body was given)."""

    id: str
    barriers: int
    support: int


@dataclass(frozen=True)
class SupportedBarrier:
    id: str
    number: str
    title: str
    kind: str
    supporters: int


@dataclass(frozen=True)
class SectorBarrierPicture:
    """`by_kind` and `by_body` in order of support, `most_supported` the first ten; `as_of` is the
    time of the newest event that is in it. A barrier that no council supports any more is not
    counted."""

    barriers: int
    support: int
    by_kind: tuple[BarrierCount, ...]
    by_body: tuple[BarrierCount, ...]
    most_supported: tuple[SupportedBarrier, ...]
    as_of: datetime | None


@dataclass(frozen=True)
class Cell:
    """How many councils gave this answer. `councils` is None where it is hidden, and `hidden` says
    why. No cell with fewer than five is shown, a nought neither. `answer` is a level, ``1`` to
    ``5``."""

    answer: str
    councils: int | None
    hidden: WhyHidden | None = None


@dataclass(frozen=True)
class Standing:
    """One characteristic in one group: where councils are and where they want to be. `councils` is
    None where the whole of it is hidden."""

    characteristic: str
    councils: int | None
    current: tuple[Cell, ...]
    target: tuple[Cell, ...]
    hidden: WhyHidden | None = None


@dataclass(frozen=True)
class SectorStandingQuery:
    pass


@dataclass(frozen=True)
class SectorStanding:
    """From the snapshot of `day`; None before the first. `submitted` counts councils, live."""

    day: date | None
    submitted: int
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class GetComparison:
    council: Annotated[str, CouncilCode]
    characteristic: Annotated[str, Slug]
    group: GroupKind = "all"


@dataclass(frozen=True)
class Comparison:
    """Locked (then `locked` says why and there are no figures) or one standing of the group that
    the council is in; `group_value` is that group's name, such as ``Wales``. `own` is the council's
    own submitted level."""

    council: str
    characteristic: str
    group: GroupKind
    group_value: str | None
    day: date | None
    locked: WhyLocked | None = None
    own_current: int | None = None
    own_target: int | None = None
    standing: Standing | None = None


@dataclass(frozen=True)
class PublishFigures:
    """Takes the day's snapshot now.

    Refused where the day has one already, and where one to four councils have changed answers since
    the last one: the difference would show theirs.
    """


@dataclass(frozen=True)
class FiguresPublished:
    day: date
    councils: int
