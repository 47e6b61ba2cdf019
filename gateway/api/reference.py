"""The API's own description: for programs at /openapi.json, for people at /."""

from collections.abc import Sequence
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.api.documents import Document
from gateway.api.openapi import WHO, document
from gateway.api.operations import Operation
from gateway.problems import STATUS, TITLES
from gateway.templating import render


def routes(operations: Sequence[Operation]) -> list[Route]:
    openapi = Document(document(operations))

    async def reference(request: Request) -> Response:
        nouns = [(tag, list(each)) for tag, each in groupby(operations, key=lambda one: one.tag)]
        problems = sorted((status, TITLES[status], kind) for kind, status in STATUS.items())
        return render(
            request,
            "api/reference.html",
            {"nouns": nouns, "who": WHO, "problems": problems},
        )

    return [Route("/openapi.json", openapi.answer), Route("/", reference)]
