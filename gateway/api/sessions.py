"""Signing in and out with a browser's cookie. Programs send an API key instead."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from contracts.accounts.messages import SignIn
from gateway import signing_in
from gateway.api.answering import json
from gateway.api.me import GetMe
from gateway.api.operations import Operation
from gateway.sessions import clear_session, set_session


@dataclass(frozen=True)
class Session:
    """A session by its public id; at `expires` it ends."""

    session: str
    expires: datetime


async def sign_in(request: Request, credentials: SignIn) -> Response:
    """The secret goes into the cookie alone."""
    signed_in = await signing_in.sign_in(request, credentials)
    expires = signed_in.expires
    response = json({"session": signed_in.session, "expires": expires}, 201)
    set_session(response, signed_in.secret, expires)
    return response


async def sign_out(request: Request, _: object) -> Response:
    await signing_in.sign_out(request)
    response = Response(status_code=204)
    clear_session(response)
    return response


OPERATIONS = [
    Operation(
        "POST",
        "/sessions",
        "Sign in",
        service="accounts",
        rpc="sign_in",
        request=SignIn,
        reply=Session,
        access="anyone",
        status=201,
        answer=sign_in,
        description="Sets the session cookie. Tries are limited by e-mail and by address.",
        example={"email": "grace.hartley@durham.example.org", "password": "a long password"},
    ),
    Operation(
        "DELETE",
        "/sessions/current",
        "Sign out",
        service="accounts",
        rpc="sign_out",
        request=GetMe,
        reply=None,
        access="anyone",
        status=204,
        answer=sign_out,
        description="Ends the session of the cookie, everywhere.",
    ),
]
