"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``barrier``, ``barriers``, ``similar``, ``open_barrier``,
``save_draft``, ``draft``, ``drafts``, ``check_draft``, ``raise_draft``, ``discard_draft``,
``add_file``, ``files``, ``file``, ``remove_file``.
"""

from contracts.barriers.messages.casework import AcknowledgeBarrier
from contracts.barriers.messages.drafts import (
    CheckDraft,
    DiscardDraft,
    Draft,
    DraftCheck,
    DraftDiscarded,
    Drafts,
    DraftSaved,
    DraftSummary,
    FieldMistakes,
    GetDraft,
    LawTyped,
    ListDrafts,
    RaiseDraft,
    SaveDraft,
    Typed,
)
from contracts.barriers.messages.files import (
    AddFile,
    BarrierFile,
    BarrierFiles,
    FileContent,
    ListFiles,
    ReadFile,
    RemoveFile,
)
from contracts.barriers.messages.raising import (
    EstimateGiven,
    LawGiven,
    OpenBarrier,
    RaiseBarrier,
)
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
    "AddFile",
    "Barrier",
    "BarrierFile",
    "BarrierFiles",
    "BarrierSummary",
    "Barriers",
    "CheckDraft",
    "DiscardDraft",
    "Draft",
    "DraftCheck",
    "DraftDiscarded",
    "DraftSaved",
    "DraftSummary",
    "Drafts",
    "EstimateGiven",
    "FieldMistakes",
    "FileContent",
    "FindSimilar",
    "GetBarrier",
    "GetDraft",
    "GetTaxonomy",
    "LawGiven",
    "LawTyped",
    "ListBarriers",
    "ListDrafts",
    "ListFiles",
    "OpenBarrier",
    "PublishTaxonomy",
    "RaiseBarrier",
    "RaiseDraft",
    "ReadFile",
    "RemoveFile",
    "SaveDraft",
    "SimilarBarriers",
    "SupportBarrier",
    "Taxonomy",
    "Typed",
    "WithdrawSupport",
]
