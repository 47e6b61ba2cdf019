"""Councils a step or two ahead that agreed to help."""

from contracts.matching.messages import GetPeers, Peers
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/councils/{council}/peers/{characteristic}",
        "Find peers",
        service="matching",
        rpc="peers",
        request=GetPeers,
        reply=Peers,
        access="council-or-analyst",
        description="In order of likeness of place, never of level.",
    ),
]
