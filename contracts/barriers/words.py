"""The words that barriers' events and messages share."""

from dataclasses import dataclass
from typing import Literal

BitesAt = Literal["idea", "design", "delivery", "sustaining"]
Effect = Literal["stops", "slows", "deters"]
Nature = Literal["real", "perceived", "not-sure"]
Nation = Literal["England", "Scotland", "Wales", "Northern Ireland", "UK"]

Stage = Literal["raised", "acknowledged"]
"""Where a barrier is in its life."""

Audience = Literal["everybody", "sector-body"]
"""Who may read a barrier: all who sign in, or its council and the analysts of the sector body."""


@dataclass(frozen=True)
class Facets:
    """How a barrier is described. `kind` and `body` are ids of the taxonomy; `from_level` is the
    level that the blocked step starts from; `law` is the law or guidance cited, in words."""

    kind: str
    bites_at: BitesAt | None = None
    effect: Effect | None = None
    nature: Nature | None = None
    nation: Nation | None = None
    body: str | None = None
    law: str | None = None
    characteristic: str | None = None
    from_level: int | None = None
