"""The barriers of the sector, summed up by what they are and who could change them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contracts.reporting.messages import BarrierCount

NO_BODY = "none"


@dataclass(frozen=True)
class Pile:
    """The barriers of one kind with one body; `body` is None where none was given."""

    kind: str
    body: str | None
    barriers: int
    support: int


def by_kind(piles: Iterable[Pile]) -> tuple[BarrierCount, ...]:
    return rows(piles, lambda pile: pile.kind)


def by_body(piles: Iterable[Pile]) -> tuple[BarrierCount, ...]:
    return rows(piles, lambda pile: pile.body or NO_BODY)


def rows(piles: Iterable[Pile], id_of: Callable[[Pile], str]) -> tuple[BarrierCount, ...]:
    """One row for each id, in order of support; of equals, the first by id."""
    summed: dict[str, BarrierCount] = {}
    for pile in piles:
        id_ = id_of(pile)
        so_far = summed.get(id_, BarrierCount(id_, 0, 0))
        summed[id_] = BarrierCount(
            id_, so_far.barriers + pile.barriers, so_far.support + pile.support
        )
    return tuple(sorted(summed.values(), key=lambda row: (-row.support, row.id)))
