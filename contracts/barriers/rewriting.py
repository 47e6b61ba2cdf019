"""Barrier events that say that earlier ones are no longer as they were told."""

from contracts.barriers.events import BarrierRedacted, WorkaroundModerated, WorkaroundWithdrawn

REWRITING = frozenset(
    each.routing_key() for each in (BarrierRedacted, WorkaroundModerated, WorkaroundWithdrawn)
)
"""Their routing keys. Who keeps events of before forgets them and reads them anew."""
