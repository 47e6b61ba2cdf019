"""A barrier in a list."""

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier


def summary(barrier: Barrier, *, caller: Caller) -> messages.BarrierSummary:
    """A barrier in a list. It names no council."""
    own = caller.council
    return messages.BarrierSummary(
        id=barrier.id,
        number=barrier.number,
        title=barrier.title,
        facets=barrier.facets,
        stage=barrier.stage,
        supporters=len(barrier.councils),
        raised=barrier.raised,
        supported=own is not None and barrier.supporter(own) is not None,
    )
