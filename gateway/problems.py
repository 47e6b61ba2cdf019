"""What a client is told when a request is refused: problem details as RFC 9457 has them.

The only place where a kind of refusal gets its HTTP status.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts import errors
from contracts.errors import Refusal

CONTENT_TYPE = "application/problem+json"


class Malformed(Refusal):
    """The bytes could not be read as what they were said to be."""

    kind = "malformed"
    code = "malformed-json"
    message = "The body is not JSON."


class MethodNotAllowed(Refusal):
    kind = "method-not-allowed"
    code = "method-not-allowed"
    message = "This address does not take this method."


class TooLarge(Refusal):
    kind = "too-large"
    code = "body-too-large"
    message = "The body is larger than this address takes."


class UnsupportedMediaType(Refusal):
    kind = "unsupported-media-type"
    code = "unsupported-media-type"
    message = "The body is of a kind that this address does not take."


STATUS: dict[str, int] = {
    Malformed.kind: 400,
    errors.NotSignedIn.kind: 401,
    errors.NotAllowed.kind: 403,
    errors.NotFound.kind: 404,
    MethodNotAllowed.kind: 405,
    errors.Conflict.kind: 409,
    errors.Stale.kind: 412,
    TooLarge.kind: 413,
    UnsupportedMediaType.kind: 415,
    errors.Invalid.kind: 422,
    errors.KeyReused.kind: 422,
    errors.VersionRequired.kind: 428,
    errors.TooManyRequests.kind: 429,
    errors.Failed.kind: 500,
    errors.Unavailable.kind: 503,
    errors.DeadlineExceeded.kind: 504,
}

TITLES: dict[int, str] = {
    400: "Malformed request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    412: "Changed since it was read",
    413: "Body too large",
    415: "Unsupported media type",
    422: "Not valid",
    428: "Version required",
    429: "Too many requests",
    500: "Internal error",
    503: "Away for the moment",
    504: "No answer in time",
}


def status_of(refusal: Refusal) -> int:
    return STATUS.get(refusal.kind, 500)


def refusal_of(error: Exception) -> Refusal:
    """The refusal that tells a client of `error`; a defect of ours says nothing of itself."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, HTTPException):
        return _of_http(error)
    return errors.Failed()


def problem(request: Request, refusal: Refusal) -> Response:
    """The refusal as `application/problem+json`."""
    status = status_of(refusal)
    return Response(
        orjson.dumps(describe(request, refusal, status), default=str),
        status,
        headers={"cache-control": "no-store", **headers_of(refusal)},
        media_type=CONTENT_TYPE,
    )


def describe(request: Request, refusal: Refusal, status: int) -> dict[str, Any]:
    """``{"type", "title", "status", "detail", "instance", "correlation_id"}`` and, for content that
    is not valid, ``"errors"``: path → sentences; else the refusal's own details."""
    described = {
        "type": f"/problems/{refusal.code}",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "detail": refusal.message,
        "instance": request.url.path,
        "correlation_id": getattr(request.state, "correlation_id", None),
    }
    if isinstance(refusal, errors.Invalid):
        return {**described, "errors": refusal.details}
    return {**refusal.details, **described}


def headers_of(refusal: Refusal) -> Mapping[str, str]:
    """What HTTP wants beside the status."""
    if isinstance(refusal, errors.NotSignedIn):
        return {"www-authenticate": "Bearer"}
    if isinstance(refusal, errors.TooManyRequests):
        return {"retry-after": str(refusal.details.get("retry_after", 1))}
    if isinstance(refusal, errors.Unavailable | errors.DeadlineExceeded):
        return {"retry-after": "5"}
    if isinstance(refusal, MethodNotAllowed) and "allow" in refusal.details:
        return {"allow": ", ".join(refusal.details["allow"])}
    return {}


def _of_http(error: HTTPException) -> Refusal:
    """Starlette's own refusals: no such route, no such method, a form it can't read."""
    if error.status_code == 404:
        return errors.NotFound()
    if error.status_code == 405:
        allowed = sorted(filter(None, (error.headers or {}).get("Allow", "").split(", ")))
        return MethodNotAllowed(details={"allow": allowed})
    if error.status_code == 413:
        return TooLarge()
    return Malformed("The request could not be read.", code="malformed-request")
