"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``barrier``, ``barriers``, ``similar``.
"""

from contracts.barriers.messages.casework import AcknowledgeBarrier
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
    "GetNews",
    "GetTaxonomy",
    "Happening",
    "ListBarriers",
    "MarkNewsRead",
    "News",
    "NewsRead",
    "PublishTaxonomy",
    "RaiseBarrier",
    "SimilarBarriers",
    "StopWatching",
    "SupportBarrier",
    "Taxonomy",
    "WatchBarrier",
    "Watching",
    "WithdrawSupport",
]
