"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``take_up``, ``assign``, ``put_to_body``, ``answer``,
``ask_for_facts``, ``send_facts``, ``escalate``, ``resolve``, ``close``, ``reopen``, ``appeal``,
``case``, ``barrier``, ``barriers``, ``similar``.
"""

from contracts.barriers.cases import Closing, Letter, Remark, Resolution, StageReached
from contracts.barriers.messages.casework import (
    AcknowledgeBarrier,
    AnswerBarrier,
    AppealBarrier,
    AskForFacts,
    AssignBarrier,
    Case,
    CloseBarrier,
    EscalateBarrier,
    GetCase,
    PutToBody,
    ReopenBarrier,
    ResolveBarrier,
    SendFacts,
    TakeUpBarrier,
)
from contracts.barriers.messages.raising import RaiseBarrier
from contracts.barriers.messages.reading import (
    Barrier,
    Barriers,
    BarrierSummary,
    GetBarrier,
    Life,
    ListBarriers,
)
from contracts.barriers.messages.similar import FindSimilar, SimilarBarriers
from contracts.barriers.messages.support import SupportBarrier, WithdrawSupport
from contracts.barriers.messages.taxonomy import GetTaxonomy, PublishTaxonomy, Taxonomy

__all__ = [
    "AcknowledgeBarrier",
    "AnswerBarrier",
    "AppealBarrier",
    "AskForFacts",
    "AssignBarrier",
    "Barrier",
    "BarrierSummary",
    "Barriers",
    "Case",
    "CloseBarrier",
    "Closing",
    "EscalateBarrier",
    "FindSimilar",
    "GetBarrier",
    "GetCase",
    "GetTaxonomy",
    "Letter",
    "Life",
    "ListBarriers",
    "PublishTaxonomy",
    "PutToBody",
    "RaiseBarrier",
    "Remark",
    "ReopenBarrier",
    "Resolution",
    "ResolveBarrier",
    "SendFacts",
    "SimilarBarriers",
    "StageReached",
    "SupportBarrier",
    "TakeUpBarrier",
    "Taxonomy",
    "WithdrawSupport",
]
