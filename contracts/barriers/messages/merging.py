"""Making one barrier of two, and two of it again."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.messages.reading import BarrierSummary
from contracts.fields import CouncilCode, Line, Reason, ShortText


@dataclass(frozen=True)
class PreviewMerge:
    """What would come of merging `barrier` into the other, each an id or a tracking number."""

    barrier: Annotated[str, Line]
    into: Annotated[str, Line]


@dataclass(frozen=True)
class MergePreview:
    """`together` councils would be counted, `both` of them behind each of the two today. `refused`
    is the code of what speaks against it, if anything does, and `why_not` says it."""

    barrier: BarrierSummary
    into: BarrierSummary
    together: int
    both: int
    version: int
    refused: str | None = None
    why_not: str | None = None


@dataclass(frozen=True)
class MergeBarrier:
    """`version` is that of `barrier`, which goes into the other. `why` is shown to everybody."""

    barrier: Annotated[str, Line]
    into: Annotated[str, Line]
    why: Annotated[str, Reason]
    version: int | None = None


@dataclass(frozen=True)
class UnmergeBarrier:
    """`barrier` is the one that was merged into another, as it is since: `version`."""

    barrier: Annotated[str, Line]
    version: int | None = None


@dataclass(frozen=True)
class ObjectToMerge:
    """A council whose voice was moved says why it should not have been. `reason` is read by
    analysts."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    reason: Annotated[str, ShortText]


@dataclass(frozen=True)
class AnswerObjection:
    """Why `barrier` stays merged, for `council`, which objected."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    answer: Annotated[str, ShortText]
