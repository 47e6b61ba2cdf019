"""A barrier that is still being written: its council's own, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from marshmallow import ValidationError, fields

from contracts.barriers.messages.files import BarrierFile
from contracts.barriers.personal_data import PersonalData
from contracts.fields import CouncilCode, Line, Whole


class AsTyped(fields.String):
    """Text as it was typed, of any content; nothing is trimmed, and it need not be right yet."""

    maximum = 2_000

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if len(text) > self.maximum:
            raise ValidationError(f"Must be {self.maximum} characters or fewer.")
        return text


class LongAsTyped(AsTyped):
    """As much as somebody pastes: ten times of what can be sent, so that they can shorten it."""

    maximum = 100_000


@dataclass(frozen=True)
class LawTyped:
    title: Annotated[str, AsTyped] = ""
    section: Annotated[str, AsTyped] = ""
    link: Annotated[str, AsTyped] = ""


@dataclass(frozen=True)
class Typed:
    """What has been typed of a barrier so far, field by field as it was typed. A field that is not
    given stays as it is; an empty one is emptied.

    `measure`, `low`, `high`, `confidence` and `method` are those of the estimate. `who` is “named”
    (everybody, with the council's name: a lead sends it), “unnamed” (everybody, without) or
    “sector-body” (in confidence).
    """

    title: Annotated[str, AsTyped] | None = None
    story: Annotated[str, LongAsTyped] | None = None
    kind: Annotated[str, AsTyped] | None = None
    bites_at: Annotated[str, AsTyped] | None = None
    effect: Annotated[str, AsTyped] | None = None
    nature: Annotated[str, AsTyped] | None = None
    nation: Annotated[str, AsTyped] | None = None
    body: Annotated[str, AsTyped] | None = None
    laws: tuple[LawTyped, ...] | None = None
    characteristic: Annotated[str, AsTyped] | None = None
    from_level: Annotated[str, AsTyped] | None = None
    measure: Annotated[str, AsTyped] | None = None
    low: Annotated[str, AsTyped] | None = None
    high: Annotated[str, AsTyped] | None = None
    confidence: Annotated[str, AsTyped] | None = None
    method: Annotated[str, AsTyped] | None = None
    who: Annotated[str, AsTyped] | None = None


@dataclass(frozen=True)
class SaveDraft:
    """Without a `draft` a new one. `revision` is the one that was read; fields that others have
    changed since are not written over."""

    council: Annotated[str, CouncilCode]
    typed: Typed
    draft: Annotated[str, Line] | None = None
    revision: Annotated[int, Whole] | None = None


@dataclass(frozen=True)
class DraftSaved:
    id: str
    revision: int
    changed: datetime


@dataclass(frozen=True)
class GetDraft:
    draft: Annotated[str, Line]


@dataclass(frozen=True)
class DiscardDraft:
    """With its files, for good."""

    draft: Annotated[str, Line]


@dataclass(frozen=True)
class DraftDiscarded:
    id: str


@dataclass(frozen=True)
class Draft:
    """`changed_by` is the name of the colleague who changed it last."""

    id: str
    council: str
    typed: Typed
    revision: int
    changed_by: str
    changed: datetime
    files: tuple[BarrierFile, ...] = ()


@dataclass(frozen=True)
class ListDrafts:
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class DraftSummary:
    id: str
    title: str
    revision: int
    changed_by: str
    changed: datetime


@dataclass(frozen=True)
class Drafts:
    """The one changed last first; `most` is how many a council may keep."""

    drafts: tuple[DraftSummary, ...]
    most: int


@dataclass(frozen=True)
class CheckDraft:
    draft: Annotated[str, Line]


@dataclass(frozen=True)
class FieldMistakes:
    """What is wrong at a field, such as ``title``, ``laws[0].link`` or ``estimate.low``."""

    field: str
    mistakes: tuple[str, ...]


@dataclass(frozen=True)
class DraftCheck:
    """What must be mended before it can be sent, and what looks like personal data."""

    draft: Draft
    mistakes: tuple[FieldMistakes, ...]
    warnings: tuple[PersonalData, ...]


@dataclass(frozen=True)
class RaiseDraft:
    """Raises the barrier that a draft says, under the id of the draft, which is then no more."""

    draft: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    revision: Annotated[int, Whole] | None = None
