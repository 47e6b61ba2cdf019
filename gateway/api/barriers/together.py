"""What councils do about a barrier together."""

from contracts.barriers.messages import GetTogether, Together
from gateway.api.barriers import groups, links, questions, workarounds
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
    *workarounds.OPERATIONS,
    *groups.OPERATIONS,
    *questions.OPERATIONS,
    *links.OPERATIONS,
]
