"""The words that barriers' events and messages share."""

from dataclasses import dataclass
from typing import Annotated, Literal

from contracts.fields import ShortText

BitesAt = Literal["idea", "design", "delivery", "sustaining"]
Effect = Literal["stops", "slows", "deters"]
Nature = Literal["real", "perceived", "not-sure"]
Nation = Literal["England", "Scotland", "Wales", "Northern Ireland", "UK"]

Stage = Literal[
    "raised", "acknowledged", "being-worked-on", "with-body", "resolved", "closed", "merged"
]
"""Where a barrier is in its life. A closed one is given up, not resolved."""

Audience = Literal["everybody", "sector-body"]
"""Who may read a barrier: all who sign in, or its council and the analysts of the sector body."""

Signed = Literal["council", "exchange", "body"]
"""As whom somebody answers: a council, the sector body that runs the exchange, or a body."""


@dataclass(frozen=True)
class Law:
    """A law or guidance that is cited; `link` begins with https:// or http://."""

    title: str
    section: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class Facets:
    """How a barrier is described. `kind` and `body` are ids of the taxonomy; `from_level` is the
    level that the blocked step starts from; `law` is the law or guidance cited, in words; `laws`
    are the same one by one, with their links, where they were given so."""

    kind: str
    bites_at: BitesAt | None = None
    effect: Effect | None = None
    nature: Nature | None = None
    nation: Nation | None = None
    body: str | None = None
    law: str | None = None
    characteristic: str | None = None
    from_level: int | None = None
    laws: tuple[Law, ...] = ()


Measure = Literal["money", "people", "homes", "time"]
"""What would be released: pounds a year, people helped a year, homes, days of work a year."""

Confidence = Literal["low", "medium", "high"]


RedactionReason = Literal["personal-data", "unnamed-council", "abusive", "other"]
"""Why words of a barrier were removed: they tell of a person, or of a council that isn't named."""

FlagKind = Literal["barrier", "workaround", "question", "answer"]
FlagReason = Literal["personal-data", "abusive", "spam", "wrong"]
Settlement = Literal["redacted", "hidden", "dismissed"]
"""What came of a report: words were removed, the whole was hidden, or nothing is wrong with it."""


@dataclass(frozen=True)
class Estimate:
    """What a change would release, from `low` to `high` of its measure; `method` says how that was
    found, in a sentence."""

    measure: Measure
    low: int
    high: int
    confidence: Confidence
    method: Annotated[str, ShortText]


Way = Literal[
    "law-or-rule-changed", "workaround-found", "not-actually-a-barrier", "will-not-change"
]
"""How a barrier is resolved."""

ClosedBecause = Literal["withdrawn-by-all", "out-of-scope", "cannot-be-pursued", "other"]
"""Why one is given up without being resolved."""

Says = Literal["will-change", "will-not-change", "not-what-the-law-says", "workaround-exists"]
"""What a body's answer comes to: it will change it, it will not, the law does not say so, or there
is a way around it."""


@dataclass(frozen=True)
class Total:
    """What `councils` of them say together, from the sum of their lows to that of their highs."""

    measure: Measure
    low: int
    high: int
    councils: int


Basis = Literal["measured", "estimated"]
"""Whether a figure of what happened was measured, or is still an estimate."""

Through = Literal["resolution", "workaround"]
"""What released it: that the barrier was resolved, or a way around it."""
