"""The REST API under /api/v1: one module for each noun, each a list of operations."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache
from types import ModuleType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.api import (
    assessments,
    barriers,
    bodies,
    comparisons,
    councils,
    described,
    events,
    figures,
    help_offers,
    journeys,
    keys,
    links,
    mail_receipts,
    mails,
    me,
    models,
    parked,
    peers,
    people,
    reference,
    resources,
    sector,
    sessions,
    taxonomy,
    telling,
    webhooks,
)
from gateway.api.answering import answer
from gateway.api.operations import Operation
from gateway.routing import names_first

NOUNS: dict[str, ModuleType] = {
    "Sessions": sessions,
    "Sign-in links": links,
    "Me": me,
    "Councils": councils,
    "Bodies": bodies,
    "People": people,
    "API keys": keys,
    "Models": models,
    "Assessments": assessments,
    "Journeys": journeys,
    "Comparisons": comparisons,
    "Peers": peers,
    "Help offers": help_offers,
    "Resources": resources,
    "Taxonomy": taxonomy,
    **barriers.NOUNS,
    "Sector": sector,
    "Figures": figures,
    "Events": events,
    "Webhooks": webhooks,
    "What you are told": telling,
    "Parked events": parked,
    "E-mail": mails,
}

OPERATIONS: list[Operation] = [
    replace(operation, tag=tag) for tag, noun in NOUNS.items() for operation in noun.OPERATIONS
]


@cache
def routes() -> list[Route]:
    """One route for each address, so that a wrong method is told all the right ones.

    Made once in a process: the document that describes them takes its time.
    """
    by_path: dict[str, dict[str, Operation]] = defaultdict(dict)
    for operation in OPERATIONS:
        by_path[operation.path][operation.method] = operation
    return [
        *(
            Route(path, _endpoint(by_path[path]), methods=list(by_path[path]))
            for path in sorted(by_path, key=names_first)
        ),
        *reference.routes(OPERATIONS),
        *described.routes(),
        *mail_receipts.routes(),
    ]


def _endpoint(methods: dict[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return await answer(request, methods[method])

    return endpoint
