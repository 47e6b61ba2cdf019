"""Raising a barrier."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.words import BitesAt, Effect, Nation, Nature
from contracts.fields import CouncilCode, Level, Line, LongText, Slug


@dataclass(frozen=True)
class RaiseBarrier:
    """`council` raises it; `named` is its consent to be named behind it, which only a lead gives;
    else only the sector body knows. `kind` and `body` must be ids of the taxonomy; `from_level`,
    1 to 4, goes with `characteristic`."""

    council: Annotated[str, CouncilCode]
    title: Annotated[str, Line]
    story: Annotated[str, LongText]
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
