"""Signing in and out."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.accounts.messages import SignIn
from contracts.errors import Invalid, NotAllowed, NotSignedIn
from contracts.messages import load
from gateway import sessions, signing_in
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.templating import render

FIELDS = {
    "email": Field(
        later("E-mail address"),
        later("Enter an e-mail address in the right form, like name@example.gov.uk"),
    ),
    "password": Field(later("Password"), later("Enter your password")),
}
COUNCIL_ENDED = later(
    "Your council has ended, so you can’t sign in for it. Ask a lead of the council that followed "
    "it to register you there"
)
BODY_ENDED = later(
    "The body you answered for has ended, so you can’t sign in for it. Ask the sector body to "
    "register you for the one that has its powers now"
)
ENDED = {"council-acts-no-more": COUNCIL_ENDED, "body-answers-no-more": BODY_ENDED}


async def show(request: Request) -> Response:
    if request.state.identity is not None:
        return RedirectResponse(_next(request.query_params.get("next")), 303)
    form = filled(words(request), next=request.query_params.get("next", "/"))
    return render(request, "sign-in.html", {"form": form})


async def sign_in(request: Request) -> Response:
    _ = words(request)
    form = await read_form(request, _)
    message = _credentials(form)
    if message is None:
        return render(request, "sign-in.html", {"form": form}, 422)
    try:
        session = await signing_in.sign_in(request, message)
    except NotSignedIn:
        form.refuse("email", _("Check your e-mail address and password: they do not match"))
        return render(request, "sign-in.html", {"form": form}, 401)
    except NotAllowed as refusal:
        if refusal.code not in ENDED:
            raise
        form.refuse("email", _(ENDED[refusal.code]))
        return render(request, "sign-in.html", {"form": form}, 403)
    response = RedirectResponse(_next(form["next"]), 303)
    sessions.set_session(response, session.secret, session.expires)
    return response


async def sign_out(request: Request) -> Response:
    await sessions.check_csrf(request)
    await signing_in.sign_out(request)
    response = RedirectResponse("/?done=signed-out", 303)
    sessions.clear_session(response)
    return response


def _credentials(form: Form) -> SignIn | None:
    """The password is taken as typed: a space at its end may belong to it."""
    if not form.typed("password"):
        missing = FIELDS["password"].missing
        form.refuse("password", form.words(missing))
    try:
        given = {"email": form["email"], "password": form.typed("password")}
        message = load(SignIn, given)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
    return None if form.errors else message


def _next(address: str | None) -> str:
    """Where to go after signing in: an address of ours, else the start page."""
    address = address or "/"
    parts = urlsplit(address)
    ours = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if ours and "\\" not in address and not address.startswith("//") else "/"


routes = [
    Route("/sign-in", show, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
]
