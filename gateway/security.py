"""The outermost layer: every answer has a correlation id, the security headers and a log line.

Plain ASGI throughout: Starlette's BaseHTTPMiddleware would cost more than everything else here.
"""

import re
import secrets
import sys
import time
import traceback
from collections.abc import Iterable
from typing import Any

import orjson
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contracts.errors import Refusal
from gateway.problems import TooLarge, refusal_of
from gateway.refusing import answer
from gateway.sessions import form_cookie

CORRELATION_ID = re.compile(r"[A-Za-z0-9._-]{8,100}")
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")

BODY_LIMIT = 256 * 1024
REGISTER_LIMIT = 4 * 1024 * 1024
FILE_LIMIT = 6 * 1024 * 1024
"""A file of 4 MB in base64, and what stands around it."""
TEXT_LIMIT = 1024 * 1024
"""What somebody pastes is taken, far beyond what may be sent, so that nothing of it is lost."""
LARGER_BODIES = {"/api/v1/councils/imports": REGISTER_LIMIT, "/admin/councils": REGISTER_LIMIT}
LARGER_BY_FORM = (
    (re.compile(r"(/api/v1)?/barriers/(report/)?[^/]+/files"), FILE_LIMIT),
    (re.compile(r"/barriers/report(/[^/]+){0,2}|/api/v1/barriers/drafts(/[^/]+)?"), TEXT_LIMIT),
)

SECRET = re.compile(
    r"(/welcome|/unsubscribe|/api/v1/sign-in-links|/api/v1/unsubscriptions)/[^/]+.*", re.DOTALL
)
"""Addresses whose last part is all that it takes to act for somebody."""

Headers = list[tuple[bytes, bytes]]

STEADY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
STRICT_TRANSPORT: Headers = [(b"strict-transport-security", b"max-age=63072000")]
DATA_POLICY = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
"""The content policy of answers that no browser should render."""


def page_policy(nonce: str) -> bytes:
    return (
        f"default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
        "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ).encode()


def steady_headers(secure: bool) -> Headers:
    """What every answer carries; over TLS the order to stay there too."""
    return STEADY + (STRICT_TRANSPORT if secure else [])


class AccessLog:
    """One JSON line an answer. `query` is left out: it may hold what people typed."""

    def __init__(self) -> None:
        self._log: Any = structlog.wrap_logger(
            structlog.BytesLogger(sys.stdout.buffer),
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(serializer=_to_json),
            ],
            wrapper_class=structlog.BoundLogger,
            cache_logger_on_first_use=True,
        )

    def answered(self, scope: Scope, status: int, correlation_id: str, started: float) -> None:
        self._log.msg(
            "answered",
            process="gateway",
            level="info",
            correlation_id=correlation_id,
            method=scope["method"],
            path=logged(scope["path"]),
            status=status,
            milliseconds=round((time.monotonic() - started) * 1000, 2),
        )

    def failed(self, scope: Scope, correlation_id: str, error: BaseException) -> None:
        self._log.msg(
            "failed",
            process="gateway",
            level="error",
            correlation_id=correlation_id,
            method=scope["method"],
            path=logged(scope["path"]),
            exception="".join(traceback.format_exception(error)),
        )


class Security:
    """ASGI layer: correlation id, nonce, headers, log line; what was raised becomes an answer."""

    def __init__(self, app: ASGIApp, *, secure: bool, log: AccessLog | None) -> None:
        self.app = app
        self._steady = steady_headers(secure)
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = _state_of(scope)
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *self._headers(message, state)]
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            self._say(scope, state, error)
            if status:
                raise
            response = answer(Request(scope, receive), refusal_of(error))
            await response(scope, receive, send_with_headers)
        if self._log:
            self._log.answered(scope, status, state["correlation_id"], state["started"])

    def _headers(self, message: Message, state: dict[str, Any]) -> Iterable[tuple[bytes, bytes]]:
        present = dict(message.get("headers", ()))
        # Of a header that comes twice, browsers may take either.
        yield from (each for each in self._steady if each[0] not in present)
        yield b"x-correlation-id", state["correlation_id"].encode()
        if b"content-security-policy" not in present:
            is_page = present.get(b"content-type", b"").startswith(b"text/html")
            policy = page_policy(state["nonce"]) if is_page else DATA_POLICY
            yield b"content-security-policy", policy
        if b"cache-control" not in present:
            yield b"cache-control", b"no-store"
        if "new_form_secret" in state:
            yield b"set-cookie", form_cookie(state["new_form_secret"]).encode()

    def _say(self, scope: Scope, state: dict[str, Any], error: Exception) -> None:
        if self._log and not isinstance(error, Refusal | HTTPException):
            self._log.failed(scope, state["correlation_id"], error)


class BodyLimit:
    """ASGI layer that refuses bodies over the limit, whether they say their length or not."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        limit = larger_limit(scope["path"]) or self._limit
        if _length_of(scope) > limit:
            raise TooLarge(details={"limit": limit})
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLarge(details={"limit": limit})
            return message

        await self.app(scope, receive_counted, send)


def larger_limit(path: str) -> int | None:
    """The limit of an address that takes larger bodies than most, in bytes."""
    by_form = next((limit for form, limit in LARGER_BY_FORM if form.fullmatch(path)), None)
    return LARGER_BODIES.get(path, by_form)


def logged(path: str) -> str:
    """The address as logs have it: who reads those must not be able to follow a link in them."""
    return SECRET.sub(r"\1/{secret}", path)


def _state_of(scope: Scope) -> dict[str, Any]:
    sent = {name: value for name, value in scope["headers"] if name in _OURS}
    state: dict[str, Any] = scope.setdefault("state", {})
    state["started"] = time.monotonic()
    state["correlation_id"] = _well_formed(CORRELATION_ID, sent.get(b"x-correlation-id")) or (
        secrets.token_hex(16)
    )
    state["traceparent"] = _well_formed(TRACEPARENT, sent.get(b"traceparent")) or (
        f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    )
    state["nonce"] = secrets.token_urlsafe(16)
    return state


_OURS = (b"x-correlation-id", b"traceparent")


def _well_formed(form: re.Pattern[str], value: bytes | None) -> str | None:
    text = value.decode("latin-1") if value else ""
    return text if form.fullmatch(text) else None


def _length_of(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


def _to_json(event: Any, **_: Any) -> bytes:
    return orjson.dumps(event, default=str)
