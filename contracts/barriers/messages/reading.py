"""One barrier, and lists of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from contracts.barriers.cases import Closing, Resolution, StageReached
from contracts.barriers.life import Name
from contracts.barriers.personal_data import PersonalData
from contracts.barriers.words import Audience, Effect, Estimate, Facets, Nation, Stage
from contracts.fields import Level, Line, PageSize, Secret, Slug


@dataclass(frozen=True)
class GetBarrier:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Life:
    """Where a barrier is in its life, what is next and by when.

    `due` is the moment at which the day ends that the next step is due by, `outer` the one that no
    clock goes beyond; `overdue` says that the day has passed. `contact` is the name of the analyst
    to turn to, `body` the one that it was put to last. `facts_wanted` says that the body waits for
    facts. `resolution` or `closing` is there while it is resolved or closed. `can` names the
    transitions that this caller may make now.
    """

    steps: tuple[StageReached, ...]
    can: tuple[Name, ...]
    due: datetime | None = None
    outer: datetime | None = None
    overdue: bool = False
    contact: str | None = None
    body: str | None = None
    facts_wanted: bool = False
    answered: datetime | None = None
    escalated: datetime | None = None
    resolution: Resolution | None = None
    closing: Closing | None = None
    may_appeal_until: datetime | None = None
    may_reopen_until: datetime | None = None
    appealed: datetime | None = None
    reopened: int = 0


@dataclass(frozen=True)
class TookIn:
    """A barrier that was merged into this one."""

    number: str
    at: datetime


@dataclass(frozen=True)
class Objection:
    """For analysts, and for the council that objects."""

    council: str
    reason: str
    at: datetime
    answer: str | None = None
    answered: datetime | None = None


@dataclass(frozen=True)
class Merging:
    """Where a barrier was merged into, `into` and `number`, with why and when, and what it has
    taken in itself. `objections` counts all, `unanswered` those that wait; `may_object` is the
    caller's."""

    into: str | None = None
    number: str | None = None
    why: str | None = None
    at: datetime | None = None
    objections: int = 0
    unanswered: int = 0
    said: tuple[Objection, ...] = ()
    may_object: bool = False
    took_in: tuple[TookIn, ...] = ()


NOT_MERGED = Merging()


@dataclass(frozen=True)
class Barrier:
    """A barrier as this caller may see it.

    `council` and `named_supporters` hold only councils that agreed to be named (all of them for
    an analyst, and its own for each council); `supporters` counts all; `supported` says whether
    the caller's council is among them. `estimate` is what whoever raised it thinks that a change
    would release. `warnings`, only in the answer to raising it, are what looks like personal data.
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
    life: Life
    council: str | None = None
    supported: bool = False
    mine: bool = False
    audience: Audience = "everybody"
    estimate: Estimate | None = None
    warnings: tuple[PersonalData, ...] = ()
    merging: Merging = NOT_MERGED


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
    due: datetime | None = None
    overdue: bool = False
    contact: str | None = None
    with_body: str | None = None
    facts_wanted: bool = False
    audience: Audience = "everybody"


Order = Literal["newest", "most-supported", "by-due"]


@dataclass(frozen=True)
class ListBarriers:
    """What keeps to all that is asked for, and to any of the kinds in `kind`.

    `assigned_to_me` keeps those whose contact the caller is, `unassigned` open ones without a
    contact, `overdue` those whose day has passed, `with_body` those that are with that body now,
    and `addressed` those that were ever put to the body that the caller answers for.

    `law` are words of the law or guidance cited, all of which must be in it. `mine` keeps those
    that the caller's council raised or supports.
    """

    kind: tuple[Annotated[str, Slug], ...] = ()
    body: Annotated[str, Slug] | None = None
    characteristic: Annotated[str, Slug] | None = None
    from_level: Annotated[int, Level] | None = None
    stage: Stage | None = None
    nation: Nation | None = None
    effect: Effect | None = None
    law: Annotated[str, Line] | None = None
    mine: bool = False
    assigned_to_me: bool = False
    unassigned: bool = False
    overdue: bool = False
    with_body: Annotated[str, Slug] | None = None
    addressed: bool = False
    search: Annotated[str, Line] | None = None
    order: Order = "newest"
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class Barriers:
    barriers: tuple[BarrierSummary, ...]
    next: str | None = None
