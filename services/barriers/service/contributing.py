"""What those parts stand on in which councils add to a barrier."""

from collections.abc import Callable

from contracts.callers import Caller
from services.barriers.domain import contributions
from services.barriers.domain.barriers import Barrier
from services.barriers.service.part import Part


class Contributing(Part):
    def _taking(
        self,
        id_or_number: str,
        caller: Caller,
        check: Callable[[Barrier], None] = contributions.must_take,
    ) -> Barrier:
        """A barrier that takes what `caller` wants to add.

        Raises:
            NoSuchBarrier: there is none that the caller may see.
            ToldInConfidence, MergedAway, GroupIsOver: it does not take it.
        """
        barrier = self._seen(id_or_number, caller).state
        check(barrier)
        return barrier

    def _family(self, barrier: Barrier) -> list[str]:
        """The barrier and those that it took in: what was added to them is shown with it."""
        return [barrier.id, *sorted(barrier.merging.includes)]
