"""A barrier in a list."""

from backbone.clock import now
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain import stages
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
        due=stages.due(barrier),
        overdue=stages.has_run_out(barrier, now()),
        contact=barrier.case.contact.name if barrier.case.contact else None,
        with_body=barrier.case.body if barrier.stage == "with-body" else None,
        audience=barrier.audience,
    )
