"""The session cookie, and the tokens that show a form to be one of ours.

A form's token is an HMAC under a secret that only this browser's cookie holds: the session's, or
where nobody is signed in that of a cookie of its own. The gateway keeps nothing, so that any
gateway can check what another one gave out.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import NotAllowed

COOKIE = "__Host-waymark"
FORM_COOKIE = "__Host-waymark-form"
FIELD = "csrf_token"
HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class FormNotOurs(NotAllowed):
    code = "csrf"
    message = "This form is out of date. Load the page again, then send it once more."


class FromElsewhere(NotAllowed):
    code = "cross-site"
    message = "This request came from another site, so nothing was done."


def set_session(response: Response, secret: str, expires: datetime) -> None:
    """Signs the browser in until `expires` (aware)."""
    lifetime = max(0, int((expires - datetime.now(UTC)).total_seconds()))
    response.set_cookie(
        COOKIE, secret, max_age=lifetime, path="/", secure=True, httponly=True, samesite="lax"
    )


def clear_session(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def session_secret(request: Request) -> str | None:
    """What the session cookie holds, whether it is valid or not."""
    return request.cookies.get(COOKIE)


def csrf_token(request: Request) -> str:
    """A token for a form on this page; another one each time, so that compressing leaks nothing."""
    salt = secrets.token_hex(8)
    return f"{salt}.{_proof(_form_secret(request), salt)}"


async def check_csrf(request: Request) -> None:
    """Raises `FromElsewhere` or `FormNotOurs` unless the post comes from a form of ours."""
    check_origin(request)
    token = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
    salt, _, proof = token.partition(".")
    secret = _known_secret(request)
    if not secret or not hmac.compare_digest(proof.encode(), _proof(secret, salt).encode()):
        raise FormNotOurs


def check_origin(request: Request) -> None:
    """Raises `FromElsewhere` where the browser says that another site made it send this."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FromElsewhere
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise FromElsewhere


def form_cookie(secret: str) -> str:
    """The Set-Cookie value that gives a signed-out browser its secret."""
    return f"{FORM_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax"


def _form_secret(request: Request) -> str:
    known = _known_secret(request)
    if known:
        return known
    # The security layer sends it as a cookie with this answer.
    request.state.new_form_secret = secrets.token_urlsafe(32)
    return str(request.state.new_form_secret)


def _known_secret(request: Request) -> str | None:
    if getattr(request.state, "identity", None) is not None and session_secret(request):
        return session_secret(request)
    return request.cookies.get(FORM_COOKIE) or getattr(request.state, "new_form_secret", None)


def _proof(secret: str, salt: str) -> str:
    return hmac.new(secret.encode(), f"form:{salt}".encode(), hashlib.sha256).hexdigest()
