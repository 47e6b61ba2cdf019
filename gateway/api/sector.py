"""The sector's picture."""

from starlette.requests import Request
from starlette.responses import Response

from contracts.reporting.messages import (
    SectorBarrierPicture,
    SectorBarriers,
    SectorStanding,
    SectorStandingQuery,
)
from gateway import live, reads
from gateway.api.operations import Operation


async def listen(request: Request, _: object) -> Response:
    return await live.sector(request)


OPERATIONS = [
    Operation(
        "GET",
        "/sector/barriers",
        "Read the barriers' figures",
        service="reporting",
        rpc="sector_barriers",
        request=SectorBarriers,
        reply=SectorBarrierPicture,
        access="anyone",
        shared=reads.SECTOR_BARRIERS,
        description="Live: what happened shows within a second.",
    ),
    Operation(
        "GET",
        "/sector/standing",
        "Read where councils stand",
        service="reporting",
        rpc="sector_standing",
        request=SectorStandingQuery,
        reply=SectorStanding,
        access="anyone",
        shared=reads.SECTOR_STANDING,
        description="From the day's snapshot, with small numbers hidden.",
    ),
    Operation(
        "GET",
        "/sector/live",
        "Listen for changes",
        service="",
        rpc="",
        request=SectorStandingQuery,
        reply=None,
        access="anyone",
        produces="text/event-stream",
        answer=listen,
        description=(
            "Server-sent events `barriers-changed` and `standing-changed`: read the figures again."
        ),
    ),
]
