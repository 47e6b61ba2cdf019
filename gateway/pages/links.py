"""Choosing a password by a link: for the first time, or because the old one is forgotten."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.accounts.links import AskNewPassword, LookAtLink, UseLink
from contracts.errors import Invalid
from contracts.messages import load
from gateway import signing_in
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import change
from gateway.templating import render

EMAIL = {
    "email": Field(
        later("E-mail address"),
        later("Enter an e-mail address in the right form, like name@example.gov.uk"),
    )
}
PASSWORD = {
    "password": Field(later("Password"), later("Enter a password of 12 to 200 characters")),
}


async def forgotten(request: Request) -> Response:
    return render(request, "links/forgotten.html", {"form": filled(words(request))})


async def ask(request: Request) -> Response:
    """Says the same whoever is registered."""
    form = await read_form(request, words(request))
    try:
        message = load(AskNewPassword, form.given("email"))
    except Invalid as invalid:
        form.take(invalid, EMAIL)
        return render(request, "links/forgotten.html", {"form": form}, 422)
    await signing_in.ask_new_password(request, message)
    return render(request, "links/sent.html", {"email": message.email})


async def welcome(request: Request) -> Response:
    """Looking at a link uses nothing up: programs that check mail open what is in it."""
    return await _page(request, filled(words(request)))


async def choose(request: Request) -> Response:
    form = await read_form(request, words(request))
    given = {"secret": request.path_params["secret"], "password": form.typed("password")}
    try:
        await change(request, "accounts", "use_link", load(UseLink, given), key=form.key)
    except Invalid as invalid:
        form.take(invalid, PASSWORD)
        return await _page(request, form, 422)
    return RedirectResponse("/sign-in?done=password", 303)


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    found = await request.app.state.platform.ask(
        request, "accounts", "look_at_link", LookAtLink(request.path_params["secret"][:500])
    )
    response = render(request, "links/welcome.html", {"form": form, "link": found}, status)
    # The address is a secret. With "no-referrer" browsers would say "null" for the form's origin,
    # so that it could not be told from another site's.
    response.headers["referrer-policy"] = "strict-origin"
    response.headers["cache-control"] = "no-store"
    return response


routes = [
    Route("/forgotten-password", forgotten, methods=["GET"]),
    Route("/forgotten-password", ask, methods=["POST"]),
    Route("/welcome/{secret}", welcome, methods=["GET"]),
    Route("/welcome/{secret}", choose, methods=["POST"]),
]
