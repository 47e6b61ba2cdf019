"""Words taken out of barriers, what analysts note for each other, and what readers report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from contracts.barriers.words import FlagKind, FlagReason, RedactionReason, Settlement
from contracts.fields import Line, PageSize, Passage, Reason, Secret, Text


@dataclass(frozen=True)
class RedactBarrier:
    """Removes every occurrence of each passage from what people wrote about a barrier, for good.

    `passages` are the exact words. `version` is the barrier's that was read.
    """

    barrier: Annotated[str, Line]
    passages: tuple[Annotated[str, Passage], ...]
    reason: RedactionReason
    version: int | None = None


@dataclass(frozen=True)
class PreviewRedaction:
    barrier: Annotated[str, Line]
    passages: tuple[Annotated[str, Passage], ...]


@dataclass(frozen=True)
class RedactedText:
    """A text as it would be. `field` is its name, such as ``story``."""

    field: str
    text: str


@dataclass(frozen=True)
class RedactionPreview:
    """The texts that would lose words; `version` is the barrier's."""

    barrier: str
    texts: tuple[RedactedText, ...]
    version: int


@dataclass(frozen=True)
class Redaction:
    """That words were removed: from which texts and why. `by` is told to analysts alone."""

    at: datetime
    fields: tuple[str, ...]
    reason: RedactionReason
    by: str | None = None


@dataclass(frozen=True)
class RaiseFlag:
    """Reports a barrier, or a workaround, question or answer of it, whose id is `object`."""

    barrier: Annotated[str, Line]
    kind: FlagKind
    object: Annotated[str, Line]
    reason: FlagReason
    line: Annotated[str, Line] | None = None


@dataclass(frozen=True)
class OwnFlag:
    """What the caller has reported, and what came of it once it is settled."""

    id: str
    kind: FlagKind
    object: str
    reason: FlagReason
    at: datetime
    settlement: Settlement | None = None
    why: str | None = None
    settled: datetime | None = None


@dataclass(frozen=True)
class GetModeration:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Moderation:
    """The trace of what was removed from a barrier, oldest first, and the caller's own reports."""

    redactions: tuple[Redaction, ...]
    flags: tuple[OwnFlag, ...]


@dataclass(frozen=True)
class ListFlags:
    """Those that nobody has settled, oldest first."""

    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class GetFlag:
    flag: Annotated[str, Line]


@dataclass(frozen=True)
class Flag:
    """A report as analysts see it. `organisation` is that of who made it, `barrier` the id of the
    barrier that it is about or that its object belongs to."""

    id: str
    kind: FlagKind
    object: str
    barrier: str
    number: str
    title: str
    reason: FlagReason
    organisation: str
    at: datetime
    line: str | None = None
    settlement: Settlement | None = None


@dataclass(frozen=True)
class Flags:
    flags: tuple[Flag, ...]
    next: str | None = None


@dataclass(frozen=True)
class SettleFlag:
    """Settles this report and every other open one of the same object. Those who made them read
    `why`."""

    flag: Annotated[str, Line]
    settlement: Settlement
    why: Annotated[str, Reason]


@dataclass(frozen=True)
class FlagsSettled:
    settled: int


@dataclass(frozen=True)
class AddNote:
    """`text` is for analysts of the sector body and for nobody else."""

    barrier: Annotated[str, Line]
    text: Annotated[str, Text]


@dataclass(frozen=True)
class NoteAdded:
    id: str
    barrier: str


@dataclass(frozen=True)
class RemoveNote:
    """One of the caller's own."""

    barrier: Annotated[str, Line]
    note: Annotated[str, Line]


@dataclass(frozen=True)
class GetNotes:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Note:
    id: str
    by: str
    text: str
    at: datetime
    mine: bool = False


@dataclass(frozen=True)
class Notes:
    """Oldest first."""

    notes: tuple[Note, ...]
