"""Barriers that are still being written."""

from contracts.barriers.messages import (
    Barrier,
    CheckDraft,
    DiscardDraft,
    Draft,
    DraftCheck,
    DraftDiscarded,
    Drafts,
    DraftSaved,
    GetDraft,
    ListDrafts,
    RaiseDraft,
    SaveDraft,
)
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/barriers/drafts",
        "List drafts",
        service="barriers",
        rpc="drafts",
        request=ListDrafts,
        reply=Drafts,
        access="council",
        own_council=True,
        description="Those of the caller's council, the one changed last first.",
    ),
    Operation(
        "POST",
        "/barriers/drafts",
        "Begin a draft",
        service="barriers",
        rpc="save_draft",
        request=SaveDraft,
        reply=DraftSaved,
        access="council",
        own_council=True,
        fixed={"draft": None, "revision": None},
        status=201,
        etag="revision",
        location="/barriers/drafts/{id}",
        description=(
            "What is typed is kept as it is, right or not. A council's officers and leads go on "
            "with each other's drafts; nobody else learns of one."
        ),
        example={"typed": {"title": "Notices must appear in a printed newspaper"}},
    ),
    Operation(
        "GET",
        "/barriers/drafts/{draft}",
        "Read a draft",
        service="barriers",
        rpc="draft",
        request=GetDraft,
        reply=Draft,
        access="council",
        etag="revision",
    ),
    Operation(
        "PUT",
        "/barriers/drafts/{draft}",
        "Go on with a draft",
        service="barriers",
        rpc="save_draft",
        request=SaveDraft,
        reply=DraftSaved,
        access="council",
        own_council=True,
        version="revision",
        etag="revision",
        description=(
            "Fields that are not given stay. 412 where one of those given has been changed to "
            "something else since the revision that If-Match names."
        ),
        example={"typed": {"kind": "legal", "who": "unnamed"}},
    ),
    Operation(
        "DELETE",
        "/barriers/drafts/{draft}",
        "Discard a draft",
        service="barriers",
        rpc="discard_draft",
        request=DiscardDraft,
        reply=DraftDiscarded,
        access="council",
        description="With its files, for good.",
    ),
    Operation(
        "GET",
        "/barriers/drafts/{draft}/check",
        "Check a draft",
        service="barriers",
        rpc="check_draft",
        request=CheckDraft,
        reply=DraftCheck,
        access="council",
        description=(
            "What must be mended before it can be sent, and what in it looks like personal data."
        ),
    ),
    Operation(
        "POST",
        "/barriers/drafts/{draft}/sending",
        "Send a draft",
        service="barriers",
        rpc="raise_draft",
        request=RaiseDraft,
        reply=Barrier,
        access="council",
        own_council=True,
        version="revision",
        etag="version",
        status=201,
        location="/barriers/{id}",
        drops=(reads.BARRIERS,),
        description=(
            "Raises the barrier that it says, with its files and under its id; the draft is no "
            "more. Where the council is to be named, only a lead sends it."
        ),
    ),
]
