"""What barriers is asked and answers.

RPC methods: ``taxonomy``, ``publish_taxonomy``, ``raise_barrier``, ``support``,
``withdraw_support``, ``acknowledge``, ``barrier``, ``barriers``, ``similar``;
``say_how_it_bites``, ``voices``; ``news``, ``mark_news_read``, ``watch``, ``stop_watching``;
``preview_merge``, ``merge``, ``unmerge``, ``object_to_merge``, ``answer_objection``;
``releases``, ``record_release``, ``withdraw_release``.
"""

from contracts.barriers.messages.casework import AcknowledgeBarrier
from contracts.barriers.messages.history import GetHistory, History
from contracts.barriers.messages.merging import (
    AnswerObjection,
    MergeBarrier,
    MergePreview,
    ObjectToMerge,
    PreviewMerge,
    UnmergeBarrier,
)
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
    Merging,
    Objection,
    TookIn,
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
from contracts.barriers.messages.support import (
    GetVoices,
    OwnVoice,
    SayHowItBites,
    SupportBarrier,
    Voice,
    Voices,
    WithdrawSupport,
)
from contracts.barriers.messages.taxonomy import GetTaxonomy, PublishTaxonomy, Taxonomy

__all__ = [
    "AcknowledgeBarrier",
    "AnswerObjection",
    "Barrier",
    "BarrierSummary",
    "Barriers",
    "FindSimilar",
    "GetBarrier",
    "GetHistory",
    "GetNews",
    "GetReleases",
    "GetTaxonomy",
    "GetVoices",
    "Happening",
    "History",
    "ListBarriers",
    "MarkNewsRead",
    "MergeBarrier",
    "MergePreview",
    "Merging",
    "News",
    "NewsRead",
    "ObjectToMerge",
    "Objection",
    "OwnVoice",
    "PreviewMerge",
    "PublishTaxonomy",
    "RaiseBarrier",
    "RecordRelease",
    "Release",
    "Releases",
    "Revision",
    "SayHowItBites",
    "SimilarBarriers",
    "StopWatching",
    "SupportBarrier",
    "Taxonomy",
    "TookIn",
    "UnmergeBarrier",
    "Voice",
    "Voices",
    "WatchBarrier",
    "Watching",
    "WithdrawRelease",
    "WithdrawSupport",
]
