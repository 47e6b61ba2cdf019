"""What councils do about a barrier together."""

from contracts.barriers.messages import GetTogether, Together
from gateway.api import barrier_groups, barrier_links, barrier_questions, barrier_workarounds
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/barriers/{barrier}/together",
        "Read what is done together",
        service="barriers",
        rpc="together",
        request=GetTogether,
        reply=Together,
        description=(
            "The first few workarounds and questions, the working group, and what feeds it."
        ),
    ),
    *barrier_workarounds.OPERATIONS,
    *barrier_groups.OPERATIONS,
    *barrier_questions.OPERATIONS,
    *barrier_links.OPERATIONS,
]
