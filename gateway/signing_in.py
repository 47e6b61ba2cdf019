"""Signing in and out, for the pages and the API alike."""

from starlette.requests import Request

from contracts.accounts.messages import SignedIn, SignIn, SignOut
from contracts.messages import load
from gateway.sessions import check_origin, session_secret


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
