"""Making one barrier of two, and two of it again."""

from contracts.barriers.messages import (
    AnswerObjection,
    Barrier,
    MergeBarrier,
    MergePreview,
    ObjectToMerge,
    PreviewMerge,
    UnmergeBarrier,
)
from gateway import reads
from gateway.api.operations import Operation

CHANGED = (reads.BARRIERS, reads.SECTOR_BARRIERS)

OPERATIONS = [
    Operation(
        "GET",
        "/barriers/{barrier}/merge-preview",
        "See what a merge would do",
        service="barriers",
        rpc="preview_merge",
        request=PreviewMerge,
        reply=MergePreview,
        access="analyst",
        etag="version",
        description="How many councils would be counted, and what speaks against it.",
    ),
    Operation(
        "PUT",
        "/barriers/{barrier}/merge",
        "Merge a barrier into another",
        service="barriers",
        rpc="merge",
        request=MergeBarrier,
        reply=Barrier,
        access="analyst",
        version="version",
        etag="version",
        drops=CHANGED,
        description=(
            "Its voices count at the other one from then on, each council once. Councils whose "
            "voices are moved are told, and may object."
        ),
        example={"into": "WB-7K3Q-9FD", "why": "Both are about the same paragraph of the Act."},
    ),
    Operation(
        "DELETE",
        "/barriers/{barrier}/merge",
        "Undo a merge",
        service="barriers",
        rpc="unmerge",
        request=UnmergeBarrier,
        reply=Barrier,
        access="analyst",
        version="version",
        etag="version",
        drops=CHANGED,
        description=(
            "It has its stage and its voices again, without those withdrawn meanwhile. Voices that "
            "were given to the other one meanwhile stay there."
        ),
    ),
    Operation(
        "PUT",
        "/barriers/{barrier}/merge/objection",
        "Object to a merge",
        service="barriers",
        rpc="object_to_merge",
        request=ObjectToMerge,
        reply=Barrier,
        access="council",
        own_council=True,
        etag="version",
        drops=CHANGED,
        description="For councils whose voice was moved. Analysts read the reason.",
        example={"reason": "Ours is about a Welsh regulation, that one is about an English one."},
    ),
    Operation(
        "PUT",
        "/barriers/{barrier}/merge/objections/{council}/answer",
        "Answer an objection to a merge",
        service="barriers",
        rpc="answer_objection",
        request=AnswerObjection,
        reply=Barrier,
        access="analyst",
        etag="version",
        drops=CHANGED,
        description="Why it stays merged. Undoing the merge is the other answer.",
        example={"answer": "The Welsh regulation refers to the English one for this."},
    ),
]
