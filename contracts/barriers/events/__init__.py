"""What happens in barriers. Downstream systems bind these.

A council is in an event only where it agreed to be named: else `council` is None. The officer's
story is never in one. A barrier that was told in confidence is in events by its id alone.
"""

from contracts.barriers.events.casework import (
    BarrierAcknowledged,
    BarrierAnswered,
    BarrierAppealed,
    BarrierAssigned,
    BarrierClockRanOut,
    BarrierClockRunsOutSoon,
    BarrierClosed,
    BarrierEscalated,
    BarrierFactsAsked,
    BarrierFactsSent,
    BarrierPutToBody,
    BarrierReopened,
    BarrierResolved,
    BarrierTakenUp,
)
from contracts.barriers.events.confidence import BarrierRaisedInConfidence, ConfidentialBarrierMoved
from contracts.barriers.events.groups import (
    CouncilJoinedGroup,
    CouncilLeftGroup,
    GroupBegun,
    GroupContactChanged,
    GroupLeadChanged,
    GroupMeetingChanged,
    GroupNoteAdded,
    GroupNoteRemoved,
    GroupPurposeChanged,
)
from contracts.barriers.events.links import BarriersLinked, BarriersUnlinked
from contracts.barriers.events.merging import (
    BarrierGaveBack,
    BarrierMerged,
    BarrierMergeDisputed,
    BarrierMergeUpheld,
    BarrierTookIn,
    BarrierUnmerged,
)
from contracts.barriers.events.moderation import BarrierRedacted
from contracts.barriers.events.questions import (
    QuestionAnswered,
    QuestionAsked,
    QuestionModerated,
    QuestionSettled,
)
from contracts.barriers.events.raising import BarrierRaised
from contracts.barriers.events.releases import BarrierReleaseRecorded, BarrierReleaseWithdrawn
from contracts.barriers.events.support import (
    BarrierSupportChanged,
    BarrierSupported,
    BarrierSupportWithdrawn,
)
from contracts.barriers.events.taxonomy import TaxonomyPublished
from contracts.barriers.events.workarounds import (
    WorkaroundMarked,
    WorkaroundMarkWithdrawn,
    WorkaroundModerated,
    WorkaroundOffered,
    WorkaroundWithdrawn,
)

__all__ = [
    "BarrierAcknowledged",
    "BarrierAnswered",
    "BarrierAppealed",
    "BarrierAssigned",
    "BarrierClockRanOut",
    "BarrierClockRunsOutSoon",
    "BarrierClosed",
    "BarrierEscalated",
    "BarrierFactsAsked",
    "BarrierFactsSent",
    "BarrierGaveBack",
    "BarrierMergeDisputed",
    "BarrierMergeUpheld",
    "BarrierMerged",
    "BarrierPutToBody",
    "BarrierRaised",
    "BarrierRaisedInConfidence",
    "BarrierRedacted",
    "BarrierReleaseRecorded",
    "BarrierReleaseWithdrawn",
    "BarrierReopened",
    "BarrierResolved",
    "BarrierSupportChanged",
    "BarrierSupportWithdrawn",
    "BarrierSupported",
    "BarrierTakenUp",
    "BarrierTookIn",
    "BarrierUnmerged",
    "BarriersLinked",
    "BarriersUnlinked",
    "ConfidentialBarrierMoved",
    "CouncilJoinedGroup",
    "CouncilLeftGroup",
    "GroupBegun",
    "GroupContactChanged",
    "GroupLeadChanged",
    "GroupMeetingChanged",
    "GroupNoteAdded",
    "GroupNoteRemoved",
    "GroupPurposeChanged",
    "QuestionAnswered",
    "QuestionAsked",
    "QuestionModerated",
    "QuestionSettled",
    "TaxonomyPublished",
    "WorkaroundMarkWithdrawn",
    "WorkaroundMarked",
    "WorkaroundModerated",
    "WorkaroundOffered",
    "WorkaroundWithdrawn",
]
