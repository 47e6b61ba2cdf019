"""What every part of the service stands on."""

from collections.abc import Callable
from functools import partial
from typing import Any

from backbone.aggregates import Versioned
from backbone.work import Work, Write
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import confidence, seeing
from services.barriers.domain.barriers import Barrier
from services.barriers.search.keeping import Keeping

Decide = Callable[[Barrier], Outcome[Barrier]]


class Part:
    """Some of the methods of `BarriersService`, which puts them together."""

    work: Work | Any
    """In an instance it is the unit of work that nameko puts there."""

    search: Keeping | Any
    """Likewise the index of barriers' words."""

    def _id(self, id_or_number: str) -> str:
        return store.id_of(self.work.collection(store.BARRIERS), id_or_number)

    def _seen(self, id_or_number: str, caller: Caller) -> Versioned[Barrier]:
        """The barrier, for who may see it.

        Raises:
            NoSuchBarrier: there is none, or none that `caller` may know of.
        """
        found: Versioned[Barrier] = self.work.get(store.BARRIERS, self._id(id_or_number))
        seeing.must_see(caller, found.state)
        return found

    def _change(
        self,
        id_or_number: str,
        caller: Caller,
        decide: Decide,
        *,
        expected: int | None = None,
        also: Write | None = None,
    ) -> messages.Barrier:
        """Changes a barrier that `caller` may see, and answers with it."""

        def seen(barrier: Barrier) -> Outcome[Barrier]:
            seeing.must_see(caller, barrier)
            return confidence.kept(decide(barrier))

        changed: messages.Barrier = self.work.change(
            store.BARRIERS,
            self._id(id_or_number),
            seen,
            expected=expected,
            reply=partial(schemas.barrier, caller=caller),
            also=also,
        )
        return changed
