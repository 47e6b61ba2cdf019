"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``barrier``, ``barriers``, ``similar``.
"""

from contracts.barriers.messages.casework import AcknowledgeBarrier
from contracts.barriers.messages.raising import RaiseBarrier
from contracts.barriers.messages.reading import (
    Barrier,
    Barriers,
    BarrierSummary,
    GetBarrier,
    ListBarriers,
)
from contracts.barriers.messages.similar import FindSimilar, SimilarBarrier, SimilarBarriers
from contracts.barriers.messages.support import SupportBarrier, WithdrawSupport
from contracts.barriers.messages.taxonomy import GetTaxonomy, PublishTaxonomy, Taxonomy

__all__ = [
    "AcknowledgeBarrier",
    "Barrier",
    "BarrierSummary",
    "Barriers",
    "FindSimilar",
    "GetBarrier",
    "GetTaxonomy",
    "ListBarriers",
    "PublishTaxonomy",
    "RaiseBarrier",
    "SimilarBarrier",
    "SimilarBarriers",
    "SupportBarrier",
    "Taxonomy",
    "WithdrawSupport",
]
