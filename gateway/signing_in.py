"""Signing in and out, for the pages and the API alike."""

import asyncio

from starlette.requests import Request

from contracts.accounts.links import AskNewPassword
from contracts.accounts.messages import SignedIn, SignIn, SignOut
from contracts.messages import load
from gateway.sessions import check_origin, session_secret

ANSWERED_AFTER = 0.3
"""Seconds after which whoever asks for a link is answered. To make one takes longer than to find
that there is nobody to make it for, and the time must not tell who is registered."""


async def ask_new_password(request: Request, message: AskNewPassword) -> None:
    """Has a link sent to the address, if anybody is registered with it.

    Raises:
        NotAllowed: another site sent it.
        TooManyRequests: too many tries for this e-mail, or from this address.
    """
    check_origin(request)
    request.app.state.limits.check_sign_in(request, message.email)
    asked = request.app.state.platform.ask(request, "accounts", "ask_new_password", message)
    await asyncio.gather(asked, asyncio.sleep(ANSWERED_AFTER))


async def sign_in(request: Request, credentials: SignIn) -> SignedIn:
    """Begins a session; its secret goes into the cookie (`gateway.sessions.set_session`).

    Raises:
        NotSignedIn: e-mail and password do not go together.
        NotAllowed: nobody acts for the person's council any more, or another site sent it.
        TooManyRequests: too many tries for this e-mail, or from this address.
    """
    check_origin(request)
    request.app.state.limits.check_sign_in(request, credentials.email)
    answer = await request.app.state.platform.ask(
        request, "accounts", "sign_in", credentials, anonymously=True
    )
    return load(SignedIn, answer)


async def sign_out(request: Request) -> None:
    """Ends the session of the request's cookie, if there is one, everywhere."""
    check_origin(request)
    secret = session_secret(request)
    if not secret:
        return
    await request.app.state.platform.ask(request, "accounts", "sign_out", SignOut(secret))
    identity = request.state.identity
    if identity is not None:
        request.app.state.identities.forget(credential=identity.credential)
