"""What blocks councils, and who meets it too."""

from contracts.barriers.messages import (
    Barrier,
    Barriers,
    FindSimilar,
    GetBarrier,
    ListBarriers,
    OpenBarrier,
    RaiseBarrier,
    SimilarBarriers,
    SupportBarrier,
    WithdrawSupport,
)
from gateway import reads
from gateway.api.operations import Operation

CHANGED = (reads.BARRIERS,)

OPERATIONS = [
    Operation(
        "GET",
        "/barriers",
        "List barriers",
        service="barriers",
        rpc="barriers",
        request=ListBarriers,
        reply=Barriers,
        description=(
            "Page by page, in an `order`; `by-due` has those first whose day comes first. "
            "`overdue`, `assigned_to_me`, `with_body` and `addressed` make the queues of analysts "
            "and of responders."
        ),
    ),
    Operation(
        "POST",
        "/barriers",
        "Raise a barrier",
        service="barriers",
        rpc="raise_barrier",
        request=RaiseBarrier,
        reply=Barrier,
        access="council",
        own_council=True,
        etag="version",
        status=201,
        location="/barriers/{id}",
        drops=CHANGED,
        description=(
            "`named` is the council's consent to be named behind it. The answer has the tracking "
            "number, and in `warnings` what looks like personal data in the title and story. Look "
            "at `/barriers/similar` first: there may be one to support instead."
        ),
        example={
            "title": "Notices must appear in a printed newspaper",
            "story": "The law asks for a printed notice that hardly anybody reads.",
            "kind": "legal",
            "named": False,
            "characteristic": "digital-and-technology",
            "from_level": 2,
        },
    ),
    Operation(
        "GET",
        "/barriers/similar",
        "Find similar barriers",
        service="barriers",
        rpc="similar",
        request=FindSimilar,
        reply=SimilarBarriers,
        description=(
            "For what has been typed so far; the most alike first. One that is not actually a "
            "barrier has a `note` that says why, and stands before the others."
        ),
    ),
    Operation(
        "GET",
        "/barriers/{barrier}",
        "Read a barrier",
        service="barriers",
        rpc="barrier",
        request=GetBarrier,
        reply=Barrier,
        etag="version",
        description="By its id or its tracking number.",
    ),
    Operation(
        "PUT",
        "/barriers/{barrier}/support",
        "Support a barrier",
        service="barriers",
        rpc="support",
        request=SupportBarrier,
        reply=Barrier,
        access="council",
        own_council=True,
        etag="version",
        drops=CHANGED,
        description="Says that the council meets it too. One council, one voice.",
        example={"named": False},
    ),
    Operation(
        "DELETE",
        "/barriers/{barrier}/support",
        "Withdraw support",
        service="barriers",
        rpc="withdraw_support",
        request=WithdrawSupport,
        reply=Barrier,
        access="council",
        own_council=True,
        etag="version",
        drops=CHANGED,
    ),
    Operation(
        "POST",
        "/barriers/{barrier}/openings",
        "Open a barrier to everybody",
        service="barriers",
        rpc="open_barrier",
        request=OpenBarrier,
        reply=Barrier,
        access="lead",
        own_council=True,
        etag="version",
        status=201,
        location="/barriers/{id}",
        drops=CHANGED,
        description=(
            "Everybody sees from now on what the council had told the sector body in confidence."
        ),
        example={"named": False},
    ),
]
