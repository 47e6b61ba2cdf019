"""Saying that one's council meets a barrier too."""

from dataclasses import dataclass
from typing import Annotated

from contracts.fields import CouncilCode, Line


@dataclass(frozen=True)
class SupportBarrier:
    """`barrier` is an id or a tracking number; `named` is a lead's consent, as in `RaiseBarrier`.
    To change it, withdraw and support again."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
    named: bool = False


@dataclass(frozen=True)
class WithdrawSupport:
    """Whoever raised it may withdraw like any other: the barrier stays, at nought if need be."""

    barrier: Annotated[str, Line]
    council: Annotated[str, CouncilCode]
