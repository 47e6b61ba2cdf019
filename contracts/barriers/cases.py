"""What a barrier's case is made of, as it is kept and as it is shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.barriers.words import ClosedBecause, Says, Stage, Way


@dataclass(frozen=True)
class StageReached:
    """A stage that it has come to, and when."""

    stage: Stage
    at: datetime


@dataclass(frozen=True)
class Resolution:
    """`note` says why it is not actually a barrier, for the next who meets the same."""

    way: Way
    evidence: str
    at: datetime
    link: str | None = None
    note: str | None = None
    note_cy: str | None = None


@dataclass(frozen=True)
class Closing:
    reason: ClosedBecause
    why: str
    at: datetime


LetterKind = Literal["put", "facts-asked", "facts-sent", "answer", "escalation"]


@dataclass(frozen=True)
class Letter:
    """What passed between the sector body and a body. `by` is the name of who wrote it; `to` is to
    whom an escalation went, `says` what an answer comes to."""

    kind: LetterKind
    body: str
    text: str
    by: str
    at: datetime
    to: str | None = None
    link: str | None = None
    says: Says | None = None


@dataclass(frozen=True)
class Remark:
    """Why it was reopened or appealed; `council` is None where an analyst reopened it."""

    kind: Literal["reopening", "appeal"]
    why: str
    at: datetime
    council: str | None = None
