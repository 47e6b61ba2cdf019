"""What barriers released in the end."""

from contracts.barriers.messages import (
    GetReleases,
    RecordRelease,
    Release,
    Releases,
    WithdrawRelease,
)
from gateway import reads
from gateway.api.operations import Operation

CHANGED = (reads.BARRIERS,)

OPERATIONS = [
    Operation(
        "GET",
        "/barriers/{barrier}/releases",
        "Read what a barrier released",
        service="barriers",
        rpc="releases",
        request=GetReleases,
        reply=Releases,
        description=(
            "What councils that agreed to be named have recorded, and your own, in the order in "
            "which they first did; and sums over all councils, where no single figure can be told "
            "from them."
        ),
    ),
    Operation(
        "PUT",
        "/barriers/{barrier}/releases/{measure}",
        "Record what a barrier released",
        service="barriers",
        rpc="record_release",
        request=RecordRelease,
        reply=Release,
        access="council",
        own_council=True,
        version="version",
        etag="version",
        drops=CHANGED,
        description=(
            "From `low` to `high`, with how it was found, who answers for it and the day that it "
            "holds for. Recording again revises it; what was said before stays readable. Only a "
            "lead agrees to the council being `named`."
        ),
        example={
            "low": 40_000,
            "high": 65_000,
            "confidence": "medium",
            "method": "Invoices of the two years before and after",
            "owner": "Head of property",
            "as_of": "2026-06-30",
            "basis": "measured",
            "through": "workaround",
        },
    ),
    Operation(
        "DELETE",
        "/barriers/{barrier}/releases/{measure}",
        "Take back what was recorded",
        service="barriers",
        rpc="withdraw_release",
        request=WithdrawRelease,
        reply=Release,
        access="council",
        own_council=True,
        drops=CHANGED,
    ),
]
