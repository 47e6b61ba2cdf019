"""What happens in barriers. Downstream systems bind these.

A council is in an event only where it agreed to be named: else `council` is None. The officer's
story is never in one.
"""

from contracts.barriers.events.casework import BarrierAcknowledged
from contracts.barriers.events.moderation import BarrierRedacted
from contracts.barriers.events.raising import BarrierRaised
from contracts.barriers.events.releases import BarrierReleaseRecorded, BarrierReleaseWithdrawn
from contracts.barriers.events.support import BarrierSupported, BarrierSupportWithdrawn
from contracts.barriers.events.taxonomy import TaxonomyPublished

__all__ = [
    "BarrierAcknowledged",
    "BarrierRaised",
    "BarrierRedacted",
    "BarrierReleaseRecorded",
    "BarrierReleaseWithdrawn",
    "BarrierSupportWithdrawn",
    "BarrierSupported",
    "TaxonomyPublished",
]
