"""A council's consent to be named as a helper."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.errors import Invalid
from contracts.matching.events import HelpOffered, HelpWithdrawn
from contracts.outcomes import Outcome, changed, unchanged

MOST_COUNCILS = 20
MOST_CHARACTERISTICS = 20


@dataclass(frozen=True)
class HelpOffer:
    """What a council is named for; for nothing where it never offered, or withdrew.

    `characteristics` are in the order of their ids, `capacity` is how many councils it can help
    at a time.
    """

    council: str
    characteristics: tuple[str, ...] = ()
    capacity: int = 2


def offer(
    present: HelpOffer | None,
    offered: HelpOffer,
    *,
    known: Collection[str],
    at: datetime,
) -> Outcome[HelpOffer]:
    """Puts `offered` in the place of `present`; the same again changes nothing.

    Args:
        present: the offer so far, if any.
        offered: what the council agrees to.
        known: the characteristics of the published models; none where no model is known yet.
        at: when.

    Raises:
        Invalid: no characteristic, one named twice or unknown, or a capacity out of bounds.
    """
    _check(offered, known)
    ordered = replace(offered, characteristics=tuple(sorted(offered.characteristics)))
    if present == ordered:
        return unchanged(ordered)
    return changed(
        ordered, HelpOffered(ordered.council, ordered.characteristics, ordered.capacity, at)
    )


def withdraw(present: HelpOffer, at: datetime) -> Outcome[HelpOffer]:
    """Ends the consent; where there is none, nothing changes."""
    if not present.characteristics:
        return unchanged(present)
    return changed(replace(present, characteristics=()), HelpWithdrawn(present.council, at))


def _check(offered: HelpOffer, known: Collection[str]) -> None:
    mistakes = {
        "characteristics": _wrong_characteristics(offered.characteristics, known),
        "capacity": _wrong_capacity(offered.capacity),
    }
    found = {field: sentences for field, sentences in mistakes.items() if sentences}
    if found:
        raise Invalid(details=found)


def _wrong_characteristics(named: tuple[str, ...], known: Collection[str]) -> list[str]:
    if not named:
        return ["Choose at least one characteristic that you can help with."]
    if len(named) > MOST_CHARACTERISTICS:
        return [f"Choose {MOST_CHARACTERISTICS} characteristics or fewer."]
    twice = [each for each, times in Counter(named).items() if times > 1]
    unknown = [each for each in named if known and each not in known]
    return [f"{each} is named twice." for each in twice] + [
        f"The model has no characteristic {each}." for each in unknown
    ]


def _wrong_capacity(capacity: int) -> list[str]:
    if 1 <= capacity <= MOST_COUNCILS:
        return []
    return [f"Must be between 1 and {MOST_COUNCILS}."]
