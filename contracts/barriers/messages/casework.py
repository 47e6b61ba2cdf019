"""What is done about a barrier. In all of them `version` is the barrier's that was read.

Which transitions there are, and who may make them: `contracts.barriers.life`.
"""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.cases import Letter, Remark
from contracts.barriers.words import ClosedBecause, Says, Way
from contracts.fields import Line, LongText, Reason, ShortText, Slug, WebAddress


@dataclass(frozen=True)
class AcknowledgeBarrier:
    barrier: Annotated[str, Line]
    version: int | None = None


@dataclass(frozen=True)
class TakeUpBarrier:
    """The analyst who calls works on it from now on, as its named contact."""

    barrier: Annotated[str, Line]
    version: int | None = None


@dataclass(frozen=True)
class AssignBarrier:
    """Gives it to an analyst, by the id of the person and the name that councils see; without both,
    to the analyst who calls."""

    barrier: Annotated[str, Line]
    person: Annotated[str, Line] | None = None
    name: Annotated[str, Line] | None = None
    version: int | None = None


@dataclass(frozen=True)
class PutToBody:
    """`letter` is read by responders of `body` and by analysts alone."""

    barrier: Annotated[str, Line]
    body: Annotated[str, Slug]
    letter: Annotated[str, LongText]
    version: int | None = None


@dataclass(frozen=True)
class AnswerBarrier:
    """A responder's answer for their body; `says` is what it comes to."""

    barrier: Annotated[str, Line]
    answer: Annotated[str, LongText]
    link: Annotated[str, WebAddress] | None = None
    version: int | None = None
    says: Says | None = None


@dataclass(frozen=True)
class AskForFacts:
    """What a body needs to know before it can answer. Its clock waits meanwhile."""

    barrier: Annotated[str, Line]
    question: Annotated[str, LongText]
    version: int | None = None


@dataclass(frozen=True)
class SendFacts:
    barrier: Annotated[str, Line]
    facts: Annotated[str, LongText]
    version: int | None = None


@dataclass(frozen=True)
class EscalateBarrier:
    """Puts it `to` somebody higher at the same body, such as a permanent secretary."""

    barrier: Annotated[str, Line]
    to: Annotated[str, Line]
    why: Annotated[str, ShortText]
    version: int | None = None


@dataclass(frozen=True)
class ResolveBarrier:
    """`evidence` and `link` are shown to everybody who may read the barrier. `note` goes with
    not-actually-a-barrier and says why, for the next who meets the same; `note_cy` is its Welsh."""

    barrier: Annotated[str, Line]
    way: Way
    evidence: Annotated[str, LongText]
    link: Annotated[str, WebAddress] | None = None
    note: Annotated[str, ShortText] | None = None
    note_cy: Annotated[str, ShortText] | None = None
    version: int | None = None


@dataclass(frozen=True)
class CloseBarrier:
    """`why` is shown to everybody who may read the barrier."""

    barrier: Annotated[str, Line]
    reason: ClosedBecause
    why: Annotated[str, Reason]
    version: int | None = None


@dataclass(frozen=True)
class ReopenBarrier:
    """By an analyst, or for a council that meets it. `why` is for the analysts."""

    barrier: Annotated[str, Line]
    why: Annotated[str, Reason]
    version: int | None = None


@dataclass(frozen=True)
class AppealBarrier:
    """By a lead of a council that meets it. `why` is for the analysts."""

    barrier: Annotated[str, Line]
    why: Annotated[str, Reason]
    version: int | None = None


@dataclass(frozen=True)
class GetCase:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Case:
    """What analysts see, and of the letters a responder those with their body; `remarks` are for
    analysts alone."""

    id: str
    number: str
    version: int
    letters: tuple[Letter, ...]
    remarks: tuple[Remark, ...] = ()
