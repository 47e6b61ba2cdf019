"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``barrier``, ``barriers``, ``similar``,
``releases``, ``record_release``, ``withdraw_release``.
"""

from contracts.barriers.messages.casework import AcknowledgeBarrier
from contracts.barriers.messages.history import GetHistory, History
from contracts.barriers.messages.news import (
    GetNews,
    Happening,
    MarkNewsRead,
    News,
    NewsRead,
    StopWatching,
    WatchBarrier,
    Watching,
)
from contracts.barriers.messages.raising import RaiseBarrier
from contracts.barriers.messages.reading import (
    Barrier,
    Barriers,
    BarrierSummary,
    GetBarrier,
    ListBarriers,
)
from contracts.barriers.messages.releases import (
    GetReleases,
    RecordRelease,
    Release,
    Releases,
    Revision,
    WithdrawRelease,
)
from contracts.barriers.messages.similar import FindSimilar, SimilarBarriers
from contracts.barriers.messages.support import SupportBarrier, WithdrawSupport
from contracts.barriers.messages.taxonomy import GetTaxonomy, PublishTaxonomy, Taxonomy

__all__ = [
    "AcknowledgeBarrier",
    "Barrier",
    "BarrierSummary",
    "Barriers",
    "FindSimilar",
    "GetBarrier",
    "GetHistory",
    "GetNews",
    "GetReleases",
    "GetTaxonomy",
    "Happening",
    "History",
    "ListBarriers",
    "MarkNewsRead",
    "News",
    "NewsRead",
    "PublishTaxonomy",
    "RaiseBarrier",
    "RecordRelease",
    "Release",
    "Releases",
    "Revision",
    "SimilarBarriers",
    "StopWatching",
    "SupportBarrier",
    "Taxonomy",
    "WatchBarrier",
    "Watching",
    "WithdrawRelease",
    "WithdrawSupport",
]
