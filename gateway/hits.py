"""Answers straight from memory, in front of every other layer.

An endpoint that answered from the cache leaves the finished answer here under its address; as long
as the cached entry counts, the next request for it costs two look-ups and no layer behind this one.
Who sends a credential is answered from here only while that is known to be valid, and for answers
that are not everybody's only from those of the same organisation and role.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.accounts.messages import Identity
from gateway.caching import Cache, Entry
from gateway.identities import Credential, Identities, InvalidKey, credential_of
from gateway.reads import audience
from gateway.security import CORRELATION_ID, DATA_POLICY, Headers, steady_headers
from gateway.sessions import COOKIE

MOST = 2_000
SHARED = b"public, no-cache"
PRIVATE = b"private, no-cache"
JSON = b"application/json"
OWN = (b"content-type", b"content-length", b"etag", b"cache-control", b"vary", b"link")
"""The headers of a hit that say something of the answer; the others every answer gets."""

Key = tuple[str, bytes, str, str]
NOBODY = ("", "")


@dataclass(frozen=True)
class Hit:
    entry: Entry
    etag: bytes
    body: bytes
    headers: Headers
    unchanged: Headers


class Hits:
    """Finished answers by path, query and audience (`NOBODY` for what everybody may see)."""

    def __init__(self, cache: Cache, identities: Identities, *, secure: bool) -> None:
        self._cache = cache
        self._identities = identities
        self._steady = [*steady_headers(secure), (b"content-security-policy", DATA_POLICY)]
        self._hits: OrderedDict[Key, Hit] = OrderedDict()

    def layer(self, app: ASGIApp) -> ASGIApp:
        """The ASGI layer that answers what is here, and passes on everything else."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            hit = (
                self._find(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
            )
            if hit is None:
                await app(scope, receive, send)
            else:
                await _send(scope, send, hit)

        return answer

    def response(
        self, request: Request, entry: Entry, *, shared: bool, link: str | None = None
    ) -> Response:
        """The answer of an endpoint that read from the cache; the next one is given from here.

        `link` is a Link header that belongs to it.
        """
        hit = self._keep(request, self._make(entry, shared=shared, link=link), shared=shared)
        unchanged = request.headers.get("if-none-match") in (entry.etag(), "*")
        response = Response(b"" if unchanged else hit.body, 304 if unchanged else 200)
        response.raw_headers = [
            (name, value)
            for name, value in (hit.unchanged if unchanged else hit.headers)
            if name in OWN
        ]
        return response

    def _keep(self, request: Request, hit: Hit, *, shared: bool) -> Hit:
        whom = NOBODY if shared else audience(request)
        if hit.entry.kept and (shared or whom != NOBODY):
            self._hits[(request.scope["path"], request.scope["query_string"], *whom)] = hit
            if len(self._hits) > MOST:
                self._hits.popitem(last=False)
        return hit

    def _make(self, entry: Entry, *, shared: bool, link: str | None) -> Hit:
        body, etag = entry.body(), entry.etag().encode()
        always: Headers = [
            (b"etag", etag),
            (b"cache-control", SHARED if shared else PRIVATE),
            *([] if shared else [(b"vary", b"Authorization, Cookie")]),
            *([(b"link", link.encode())] if link else []),
            *self._steady,
        ]
        full = [(b"content-type", JSON), (b"content-length", b"%d" % len(body)), *always]
        return Hit(entry, etag, body, full, always)

    def _find(self, scope: Scope) -> Hit | None:
        whom = self._whom(scope)
        if whom is None:
            return None
        place = (scope["path"], scope["query_string"])
        for key in ((*place, *NOBODY), (*place, *whom)):
            hit = self._hits.get(key)
            if hit is None:
                continue
            if self._cache.counts(hit.entry):
                return hit
            del self._hits[key]
        return None

    def _whom(self, scope: Scope) -> tuple[str, str] | None:
        """The audience that the sender belongs to; None where that takes more than a look."""
        try:
            credential = _credential(scope)
        except InvalidKey:
            return None
        if credential is None:
            return NOBODY
        identity: Identity | None = self._identities.peek(credential)
        return (identity.organisation, identity.role) if identity else None


def _credential(scope: Scope) -> Credential | None:
    for name, value in scope["headers"]:
        if name == b"authorization" or (name == b"cookie" and COOKIE.encode() in value):
            return credential_of(scope)
    return None


async def _send(scope: Scope, send: Send, hit: Hit) -> None:
    correlation = b""
    asked = b""
    for name, value in scope["headers"]:
        if name == b"x-correlation-id" and CORRELATION_ID.fullmatch(value.decode("latin-1")):
            correlation = value
        elif name == b"if-none-match":
            asked = value
    own = (b"x-correlation-id", correlation or secrets.token_hex(16).encode())
    unchanged = asked == hit.etag
    await send(
        {
            "type": "http.response.start",
            "status": 304 if unchanged else 200,
            "headers": [*(hit.unchanged if unchanged else hit.headers), own],
        }
    )
    await send({"type": "http.response.body", "body": b"" if unchanged else hit.body})
