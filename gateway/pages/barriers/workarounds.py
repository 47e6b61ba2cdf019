"""Ways around a barrier: all of them, one, offering one, and saying whether it worked."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages import (
    GetBarrier,
    GetWorkaround,
    ListWorkarounds,
    MarkWorkaround,
    ModerateWorkaround,
    OfferWorkaround,
    WithdrawMark,
    WithdrawWorkaround,
)
from contracts.messages import load
from gateway import reads
from gateway.forms import Field, read_form
from gateway.languages import later, words
from gateway.pages.barriers import forms
from gateway.pages.barriers.forms import NAMED, Asked
from gateway.pages.barriers.names import council_names
from gateway.pages.visitors import council_of, own_council
from gateway.platform import call, from_cache, identity_of, there
from gateway.templating import render

LIST = "/barriers/{number}/workarounds"
ONE = LIST + "/{workaround}"

OFFER = Asked(
    "barriers/together/offer.html",
    "offer_workaround",
    OfferWorkaround,
    {
        "title": Field(later("What works"), later("Say in one line what works")),
        "text": Field(later("How it works"), later("Tell how it works, in a few sentences")),
        "link": Field(
            later("The link"), later("Enter a web address that begins with https:// or http://")
        ),
        "named": NAMED,
    },
    LIST + "?done=offered",
)
MARK = Asked(
    "barriers/together/mark.html",
    "mark_workaround",
    MarkWorkaround,
    {
        "worked": Field(later("Whether it worked"), later("Choose whether it worked for you")),
        "note": Field(later("Your line"), later("Say in a line why it did not work")),
        "named": NAMED,
    },
    ONE + "?done=marked",
)
WHY = {"why": Field(later("The reason"), later("Give the reason, in 10 characters or more"))}
HIDE = Asked("barriers/together/hide.html", "moderate_workaround", ModerateWorkaround, WHY, ONE)


async def workarounds(request: Request) -> Response:
    number, after = request.path_params["number"], request.query_params.get("after")
    asked = load(ListWorkarounds, {"barrier": number, **({"after": after} if after else {})})
    return await _page(request, list=call("barriers", "workarounds", asked))


async def workaround(request: Request) -> Response:
    """One of them, with everything that councils say of it."""
    asked = GetWorkaround(request.path_params["workaround"])
    return await _page(request, one=call("barriers", "workaround", asked))


async def offer(request: Request) -> Response:
    council = council_of(request)
    if request.method == "GET":
        return await forms.show(request, OFFER)
    form = await read_form(request, words(request))
    values = {
        **form.given("title", "text", "link"),
        "barrier": request.path_params["number"],
        "council": council,
        "named": forms.named(request, form),
    }
    return await forms.send(request, OFFER, form, values)


async def mark(request: Request) -> Response:
    council = council_of(request)
    if request.method == "GET":
        return await forms.show(request, MARK)
    form = await read_form(request, words(request))
    if form["worked"] not in ("yes", "no"):
        MARK.missing(form, "worked")
    values = {
        **form.given("note"),
        "workaround": request.path_params["workaround"],
        "council": council,
        "worked": form["worked"] != "no",
        "named": forms.named(request, form),
    }
    return await forms.send(request, MARK, form, values)


async def unmark(request: Request) -> Response:
    values = {"workaround": request.path_params["workaround"], "council": council_of(request)}
    return await forms.press(request, "withdraw_mark", WithdrawMark, values, ONE + "?done=unmarked")


async def withdraw(request: Request) -> Response:
    values = {"workaround": request.path_params["workaround"]}
    return await forms.press(
        request, "withdraw_workaround", WithdrawWorkaround, values, LIST + "?done=withdrawn"
    )


async def hide(request: Request) -> Response:
    """By an analyst: hides it, or shows it again, with a reason."""
    hidden = request.query_params.get("show") != "yes"
    context = {"hidden": hidden, "back": ONE.format_map(request.path_params)}
    if request.method == "GET":
        return await forms.show(request, HIDE, context)
    form = await read_form(request, words(request))
    values = {
        **form.given("why"),
        "workaround": request.path_params["workaround"],
        "hidden": hidden,
    }
    return await forms.send(request, HIDE, form, values, context)


async def _page(request: Request, **asked: object) -> Response:
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        councils=from_cache("accounts", reads.councils(request)),
        **asked,
    )
    found = [there(parts["one"])] if "one" in parts else there(parts["list"])["workarounds"]
    return render(
        request,
        "barriers/together/workarounds.html",
        {
            "barrier": there(parts["barrier"]),
            "workarounds": found,
            "alone": "one" in parts,
            "next": None if "one" in parts else parts["list"].get("next"),
            "name": council_names(parts["councils"]),
            "council": own_council(request),
            "role": identity_of(request).role,
        },
    )


routes = [
    Route(LIST, workarounds, methods=["GET"]),
    Route(LIST + "/offer", offer, methods=["GET", "POST"]),
    Route(ONE, workaround, methods=["GET"]),
    Route(ONE + "/mark", mark, methods=["GET", "POST"]),
    Route(ONE + "/unmark", unmark, methods=["POST"]),
    Route(ONE + "/withdraw", withdraw, methods=["POST"]),
    Route(ONE + "/hide", hide, methods=["GET", "POST"]),
]
