"""Answers an operation: asks its service, and makes a response of what comes back."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway import reads
from gateway.api.operations import Operation
from gateway.api.reading import idempotency_key, read
from gateway.caching import Cache
from gateway.platform import Platform
from gateway.sessions import check_origin, session_secret


async def answer(request: Request, operation: Operation) -> Response:
    """Carries out `operation`; refusals are raised and become problems."""
    if operation.writes and session_secret(request):
        # A browser sends its cookie whoever made it.
        check_origin(request)
    message = await read(request, operation)
    if operation.answer:
        return await operation.answer(request, message)
    if operation.shared:
        return await from_memory(request, operation, message)
    found = await ask(request, operation, message)
    return respond(request, operation, found)


async def from_memory(request: Request, operation: Operation, message: Any) -> Response:
    """An answer that everybody shares, kept until an event speaks against it."""
    entry = await reads.shared(
        request, operation.shared or "", operation.service, operation.rpc, message
    )
    response: Response = request.app.state.hits.response(
        request, entry, shared=True, link=link(request, entry.value)
    )
    return response


async def ask(request: Request, operation: Operation, message: Any) -> dict[str, Any]:
    """The service's answer; after a change, what was kept of it no longer counts."""
    platform: Platform = request.app.state.platform
    key = idempotency_key(request) if operation.writes else None
    try:
        return await platform.ask(
            request, operation.service, operation.rpc, message, idempotency_key=key
        )
    finally:
        # Also where no answer came: it may have been done all the same.
        if operation.drops:
            drop(request, *(topic.format_map(vars(message)) for topic in operation.drops))


def drop(request: Request, *topics: str) -> None:
    """Nothing made of `topics` counts any more, so that whoever changed them sees it."""
    cache: Cache = request.app.state.cache
    cache.drop(*topics)


def respond(request: Request, operation: Operation, found: Mapping[str, Any] | None) -> Response:
    """The reply as JSON with its entity tag, its place if it is new, and the link to more."""
    if operation.reply is None:
        return Response(status_code=204)
    found = found or {}
    headers = {"cache-control": "private, no-cache", "vary": "Authorization, Cookie"}
    if operation.etag:
        headers["etag"] = f'"{found[operation.etag]}"'
        if not operation.writes and request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
    if operation.location:
        headers["location"] = location(operation.location, found)
    following = link(request, found)
    if following:
        headers["link"] = following
    return json(found, operation.status, headers)


def location(template: str, found: Mapping[str, Any]) -> str:
    return "/api/v1" + template.format_map(Quoted(found))


class Quoted(dict[str, Any]):
    """Values made safe for an address when they are asked for: an answer has many more."""

    def __getitem__(self, name: str) -> str:
        return quote(str(super().__getitem__(name)), safe="")


def json(found: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(orjson.dumps(found), status, headers, media_type="application/json")


def link(request: Request, found: Mapping[str, Any]) -> str | None:
    """The Link header that names the following page (RFC 8288), where there is one."""
    following = found.get("next")
    if not following:
        return None
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "after"]
    query = urlencode([*kept, ("after", following)])
    return f'<{request.url.path}?{query}>; rel="next"'
