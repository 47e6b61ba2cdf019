"""Saying that one's council meets a barrier too, and how."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.words import Estimate, Total
from contracts.fields import CouncilCode, Line, PageSize, Position, ShortText


@dataclass(frozen=True)
class SupportBarrier:
    """`barrier` is an id or a tracking number. `named` is a lead's consent, as in `RaiseBarrier`;
    False takes it back, and left out it stays as it is. What the council said stays said."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    named: bool | None = None


@dataclass(frozen=True)
class SayHowItBites:
    """What the council says of it, all of it: what is left out is no longer said. It counts the
    council, if it was not counted yet. `named` as in `SupportBarrier`."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    bites: Annotated[str, ShortText] | None = None
    releases: Estimate | None = None
    named: bool | None = None


@dataclass(frozen=True)
class WithdrawSupport:
    """Whoever raised it may withdraw like any other: the barrier stays, at nought if need be. What
    the council said goes with its voice."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class GetVoices:
    """What councils say of a barrier, a page of it: `limit` of them behind the first `after`."""

    barrier: Annotated[str, Line]
    after: Annotated[int, Position] = 0
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class Voice:
    """`council` is there only where the caller may know it. `releases` of a council that is not
    named is for itself and for analysts."""

    bites: str | None = None
    releases: Estimate | None = None
    council: str | None = None
    own: bool = False


@dataclass(frozen=True)
class OwnVoice:
    """What the caller's council says; `named` whether it is named behind this barrier."""

    named: bool
    bites: str | None = None
    releases: Estimate | None = None


@dataclass(frozen=True)
class Voices:
    """`voices` are of those that say something, `said` of how many; their order tells nothing of
    who came when. `sums` add up what councils say would be released, where no single council's
    figure can be told from the sum. `watching` is of the caller's council."""

    voices: tuple[Voice, ...]
    said: int
    sums: tuple[Total, ...]
    own: OwnVoice | None = None
    watching: bool = False
    next: int | None = None
