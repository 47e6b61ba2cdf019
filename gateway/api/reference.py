"""The API's own description: for programs at /openapi.json, for people at /."""

from collections.abc import Sequence
from itertools import groupby

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.api.openapi import WHO, document
from gateway.api.operations import Operation
from gateway.caching import etag_of
from gateway.problems import STATUS, TITLES
from gateway.templating import render


def routes(operations: Sequence[Operation]) -> list[Route]:
    """The document is made once, when the gateway starts."""
    body = orjson.dumps(document(operations))
    headers = {"etag": etag_of(body), "cache-control": "public, no-cache"}

    async def openapi(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="application/json")

    async def reference(request: Request) -> Response:
        nouns = [(tag, list(each)) for tag, each in groupby(operations, key=lambda one: one.tag)]
        problems = sorted((status, TITLES[status], kind) for kind, status in STATUS.items())
        return render(
            request,
            "api/reference.html",
            {"nouns": nouns, "who": WHO, "problems": problems},
        )

    return [Route("/openapi.json", openapi), Route("/", reference)]
