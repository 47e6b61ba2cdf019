"""What happens in barriers. Downstream systems bind these.

A council is in an event only where it agreed to be named: else `council` is None. The officer's
story is never in one.
"""

from contracts.barriers.events.casework import (
    BarrierAcknowledged,
)
from contracts.barriers.events.merging import (
    BarrierGaveBack,
    BarrierMerged,
    BarrierMergeDisputed,
    BarrierMergeUpheld,
    BarrierTookIn,
    BarrierUnmerged,
)
from contracts.barriers.events.moderation import (
    BarrierRedacted,
)
from contracts.barriers.events.raising import (
    BarrierRaised,
)
from contracts.barriers.events.releases import (
    BarrierReleaseRecorded,
    BarrierReleaseWithdrawn,
)
from contracts.barriers.events.support import (
    BarrierSupportChanged,
    BarrierSupported,
    BarrierSupportWithdrawn,
)
from contracts.barriers.events.taxonomy import (
    TaxonomyPublished,
)

__all__ = [
    "BarrierAcknowledged",
    "BarrierGaveBack",
    "BarrierMergeDisputed",
    "BarrierMergeUpheld",
    "BarrierMerged",
    "BarrierRaised",
    "BarrierRedacted",
    "BarrierReleaseRecorded",
    "BarrierReleaseWithdrawn",
    "BarrierSupportChanged",
    "BarrierSupportWithdrawn",
    "BarrierSupported",
    "BarrierTookIn",
    "BarrierUnmerged",
    "TaxonomyPublished",
]
