"""Raising a barrier, and opening one to everybody that was told in confidence."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.laws import Link
from contracts.barriers.pasted import Story, Title
from contracts.barriers.words import (
    Audience,
    BitesAt,
    Confidence,
    Effect,
    Measure,
    Nation,
    Nature,
)
from contracts.fields import CouncilCode, Level, Line, ShortText, Slug, Whole


@dataclass(frozen=True)
class LawGiven:
    """A law or guidance that is cited: its name, or a link that says it (legislation.gov.uk,
    guidance of gov.uk); `section` such as “section 123”."""

    title: Annotated[str, Title] | None = None
    section: Annotated[str, Title] | None = None
    link: Annotated[str, Link] | None = None


@dataclass(frozen=True)
class EstimateGiven:
    """What a change would release, from `low` to `high` of `measure` (pounds a year, people helped
    a year, homes, days of work a year); `method` says how you know."""

    measure: Measure
    low: Annotated[int, Whole]
    high: Annotated[int, Whole]
    confidence: Confidence
    method: Annotated[str, ShortText]


@dataclass(frozen=True)
class RaiseBarrier:
    """`council` raises it; `named` is its consent to be named behind it, which only a lead gives;
    else only the sector body knows. `audience` “sector-body” tells it in confidence, to that body
    alone. `kind` and `body` must be ids of the taxonomy; `from_level`, 1 to 4, goes with
    `characteristic`. Up to five `laws`; `law` is the same in words, where there is no more."""

    council: Annotated[str, CouncilCode]
    title: Annotated[str, Title]
    story: Annotated[str, Story]
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
    laws: tuple[LawGiven, ...] = ()
    estimate: EstimateGiven | None = None
    audience: Audience = "everybody"


@dataclass(frozen=True)
class OpenBarrier:
    """Shows everybody what was told in confidence; `named` as in `RaiseBarrier`."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    named: bool = False
