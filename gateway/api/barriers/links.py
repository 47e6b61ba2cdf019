"""Barriers that feed each other."""

from contracts.barriers.messages import (
    BarrierGraph,
    BarrierLink,
    LinkBarriers,
    ListLinks,
    ListSectorLinks,
    UnlinkBarriers,
)
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/barriers/{barrier}/links",
        "List the links of a barrier",
        service="barriers",
        rpc="links",
        request=ListLinks,
        reply=BarrierGraph,
        description=(
            "Both what feeds it and what it feeds. A barrier that another took in is stood for "
            "by that one."
        ),
    ),
    Operation(
        "POST",
        "/barriers/{barrier}/links",
        "Link a barrier to one that it feeds",
        service="barriers",
        rpc="link_barriers",
        request=LinkBarriers,
        reply=BarrierLink,
        access="council-or-analyst",
        status=201,
        location="/links/{id}",
        description=(
            "`feeds` is the id or tracking number of the barrier that this one makes worse. Two"
            " may feed each other."
        ),
        example={
            "feeds": "WB-7K3Q-9FD",
            "why": "Without the money nobody is there to share the data.",
        },
    ),
    Operation(
        "DELETE",
        "/links/{link}",
        "Remove a link",
        service="barriers",
        rpc="unlink_barriers",
        request=UnlinkBarriers,
        reply=BarrierLink,
        access="council-or-analyst",
        description="By the council that made it, or an analyst.",
    ),
    Operation(
        "GET",
        "/links",
        "List all links between barriers",
        service="barriers",
        rpc="sector_links",
        request=ListSectorLinks,
        reply=BarrierGraph,
        description="The newest first; `kind` keeps those with a barrier of that kind at an end.",
    ),
]
