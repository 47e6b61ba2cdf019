"""What is offered to somebody who types a barrier that is like others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.barriers.cases import Resolution
from contracts.callers import Caller
from services.barriers.domain import seeing
from services.barriers.domain.barriers import Barrier


@dataclass(frozen=True)
class Offer:
    """`through` is the number of the barrier with the alike words, where that was merged into this
    one."""

    barrier: Barrier
    through: str | None = None

    @property
    def note(self) -> Resolution | None:
        """The resolution with the note that says why it is not actually a barrier."""
        if self.barrier.stage != "resolved":
            return None
        last = self.barrier.case.resolutions[-1]
        return last if last.note else None


def offers(
    alike: Sequence[Barrier], others: Mapping[str, Barrier], caller: Caller, *, limit: int
) -> list[Offer]:
    """What `caller` may see of those that are alike, each once, those with a note first.

    A merged one stands for the one that it was merged into, which is in `others` by its id.
    """
    known = {**others, **{each.id: each for each in alike}}
    found: dict[str, Offer] = {}
    for each in alike:
        stands = standing(each, known)
        if seeing.may_see(caller, each) and seeing.may_see(caller, stands):
            through = None if stands is each else each.number
            found.setdefault(stands.id, Offer(stands, through))
    return notes_first(list(found.values())[:limit])


def standing(barrier: Barrier, known: Mapping[str, Barrier]) -> Barrier:
    """The one that it was merged into, and that one into, and so on, as far as these are known.

    They were read one after the other, so that what was true between may look like a ring.
    """
    passed = {barrier.id}
    while barrier.merging.gone and barrier.merging.gone.into in known.keys() - passed:
        barrier = known[barrier.merging.gone.into]
        passed.add(barrier.id)
    return barrier


def still_to_find(known: Mapping[str, Barrier]) -> set[str]:
    """The ids of barriers that known ones were merged into, and that are not known themselves."""
    gone = (each.merging.gone for each in known.values())
    return {each.into for each in gone if each} - known.keys()


def notes_first(found: Iterable[Offer]) -> list[Offer]:
    return sorted(found, key=lambda offer: offer.note is None)
