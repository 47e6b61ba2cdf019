"""Documents that stay as they are for as long as the gateway runs."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway.caching import etag_of


class Document:
    """Written once, and not sent again to who has it."""

    def __init__(self, values: Any, media_type: str = "application/json") -> None:
        self._body = orjson.dumps(values)
        self._media_type = media_type
        self._headers = {"etag": etag_of(self._body), "cache-control": "public, no-cache"}

    async def answer(self, request: Request) -> Response:
        if request.headers.get("if-none-match") == self._headers["etag"]:
            return Response(status_code=304, headers=self._headers)
        return Response(self._body, headers=self._headers, media_type=self._media_type)
