"""Ways around a barrier, and for which councils they worked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from contracts.fields import CouncilCode, Line, PageSize, Reason, Secret, Text, WebAddress


@dataclass(frozen=True)
class OfferWorkaround:
    """`named` is a lead's consent that the council is named with it, as in `RaiseBarrier`."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    title: Annotated[str, Line]
    text: Annotated[str, Text]
    link: Annotated[str, WebAddress] | None = None
    named: bool = False


@dataclass(frozen=True)
class WithdrawWorkaround:
    """By the council that offered it."""

    workaround: Annotated[str, Line]


@dataclass(frozen=True)
class MarkWorkaround:
    """Whether it `worked` for the council. `note` says what it took, or why it did not work; it is
    needed where it did not. A second mark takes the place of the first."""

    workaround: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    worked: bool
    note: Annotated[str, Line] | None = None
    named: bool = False


@dataclass(frozen=True)
class WithdrawMark:
    workaround: Annotated[str, Line]
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class ModerateWorkaround:
    """By an analyst: hides it, or shows it again. `why` is kept, and told to who offered it."""

    workaround: Annotated[str, Line]
    hidden: bool
    why: Annotated[str, Reason]


@dataclass(frozen=True)
class GetWorkaround:
    workaround: Annotated[str, Line]


@dataclass(frozen=True)
class ListWorkarounds:
    """Those that worked for most councils first."""

    barrier: Annotated[str, Line]
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 10


@dataclass(frozen=True)
class HidingDecision:
    """What an analyst decided: `hidden` or shown again."""

    hidden: bool
    why: str
    at: datetime


@dataclass(frozen=True)
class WorkaroundMark:
    """`council` is None for one that did not agree to be named."""

    worked: bool
    note: str | None = None
    council: str | None = None
    mine: bool = False


@dataclass(frozen=True)
class Workaround:
    """A workaround as this caller may see it. `barrier` is the id of the one that it was offered
    for, which another may have taken in.

    In a list `marks` are the first ten; alone it has all of them. `moderation` is for analysts and
    for the council that offered it; a `hidden` one is shown to nobody else.
    """

    id: str
    barrier: str
    title: str
    text: str
    offered: datetime
    worked_for: int
    not_for: int
    marks: tuple[WorkaroundMark, ...]
    version: int
    link: str | None = None
    council: str | None = None
    mine: bool = False
    hidden: bool = False
    moderation: tuple[HidingDecision, ...] = ()


@dataclass(frozen=True)
class Workarounds:
    workarounds: tuple[Workaround, ...]
    next: str | None = None
