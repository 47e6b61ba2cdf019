"""What a barrier released in the end, as each council has recorded it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from contracts.barriers.words import Basis, Confidence, Measure, Through, Total
from contracts.fields import CouncilCode, Line, ShortText


@dataclass(frozen=True)
class RecordRelease:
    """What was released for `council`, from `low` to `high` of `measure`, whole numbers from 0.

    There is one record for each council and measure: recording again revises it, and what was said
    before stays readable. `method` says how the figures were found; `owner`, a role or a name, who
    answers for them; `as_of` the day that they hold for. `through` a workaround it may be recorded
    at any time, else once the barrier is resolved. `named` is a lead's consent that others see
    whose it is; left out, it stays as it was. `version` is the record's that was read, 0 where
    there was none.
    """

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    measure: Measure
    low: int
    high: int
    confidence: Confidence
    method: Annotated[str, ShortText]
    owner: Annotated[str, Line]
    as_of: date
    basis: Basis
    through: Through = "resolution"
    note: Annotated[str, ShortText] | None = None
    named: bool | None = None
    version: int | None = None


@dataclass(frozen=True)
class WithdrawRelease:
    """Takes a record back: it is shown and counted no more."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    measure: Measure


@dataclass(frozen=True)
class GetReleases:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Revision:
    """What a council said at one time, `recorded`."""

    low: int
    high: int
    confidence: Confidence
    method: str
    owner: str
    as_of: date
    basis: Basis
    through: Through
    recorded: datetime
    note: str | None = None


@dataclass(frozen=True)
class Release:
    """What a council says now, and what it said `earlier`, newest first.

    `council` only for who may know it. `mine` is the caller's council's.
    """

    id: str
    measure: Measure
    present: Revision
    earlier: tuple[Revision, ...]
    named: bool
    version: int
    council: str | None = None
    mine: bool = False


@dataclass(frozen=True)
class Releases:
    """`releases` are those of councils that agreed to be named, and the caller's own (all of them
    for an analyst), in the order in which they were first recorded. `sums` add up all councils,
    where no single one's figure can be told from the sum; `councils` counts all."""

    releases: tuple[Release, ...]
    sums: tuple[Total, ...]
    councils: int
