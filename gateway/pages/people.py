"""Who could help, and a council's own consent to be named as one that helps."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.errors import Invalid, Stale
from contracts.matching.messages import GetHelpOffer, OfferHelp, WithdrawHelp
from contracts.messages import load
from gateway import journeys
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import HELP_OFFER, change
from gateway.pages.content import read_model
from gateway.pages.reasons import why_alike
from gateway.pages.visitors import council_of, leads
from gateway.platform import Away, call
from gateway.templating import render

FIELDS = {
    "characteristics": Field(
        later("What you help with"), later("Choose at least one thing that you can help with")
    ),
    "capacity": Field(
        later("How many councils"), later("Enter how many councils you can help at a time, 1 to 20")
    ),
    "consent": Field(later("Consent"), later("Tick the box to agree for your council, or go back")),
}


async def people(request: Request) -> Response:
    """For each planned step, who could help with it."""
    council = council_of(request)
    found = await journeys.journey(request, council)
    parts = await request.app.state.platform.parts(
        request, offer=call("matching", "help_offer", GetHelpOffer(council))
    )
    _ = words(request)
    return render(
        request,
        "people/people.html",
        {
            "model": await read_model(request),
            "journey": found,
            "planned": [track for track in found["tracks"] if track["step"]],
            "offer": None if isinstance(parts["offer"], Away) else parts["offer"],
            "why_alike": lambda likeness: why_alike(_, likeness),
        },
    )


async def show(request: Request) -> Response:
    """What the council is named for, to be read by its people and changed by a lead."""
    offer = await _offer(request)
    form = filled(
        words(request),
        characteristics=list(offer["characteristics"]),
        capacity=str(offer["capacity"]),
        version=str(offer["version"]),
    )
    return await _form(request, form, offer)


async def offer_help(request: Request) -> Response:
    _ = words(request)
    form = await read_form(request, _)
    message = _message(form, council_of(request))
    if message is not None:
        try:
            await change(request, "matching", "offer_help", message, *HELP_OFFER)
        except Invalid as invalid:
            form.take(invalid, FIELDS)
        except Stale:
            return RedirectResponse("/people/offer?done=changed", 303)
        else:
            return RedirectResponse("/people?done=offered", 303)
    return await _form(request, form, await _offer(request), status=422)


async def withdraw(request: Request) -> Response:
    form = await read_form(request, words(request))
    message = WithdrawHelp(council_of(request), form.number("version"))
    try:
        await change(request, "matching", "withdraw_help", message, *HELP_OFFER)
    except Stale:
        return RedirectResponse("/people/offer?done=changed", 303)
    return RedirectResponse("/people?done=withdrawn", 303)


def _message(form: Form, council: str) -> OfferHelp | None:
    capacity = form.number("capacity")
    for name, wrong in (
        ("characteristics", not form.chosen("characteristics")),
        ("capacity", capacity is None or not 1 <= capacity <= 20),
        ("consent", form["consent"] != "yes"),
    ):
        if wrong:
            form.refuse(name, form.words(FIELDS[name].missing))
    if form.errors:
        return None
    values: Mapping[str, Any] = {
        "council": council,
        "characteristics": form.chosen("characteristics"),
        "capacity": capacity,
        "version": form.number("version"),
    }
    try:
        return load(OfferHelp, values)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
        return None


async def _offer(request: Request) -> Mapping[str, Any]:
    found: Mapping[str, Any] = await request.app.state.platform.ask(
        request, "matching", "help_offer", GetHelpOffer(council_of(request))
    )
    return found


async def _form(
    request: Request, form: Form, offer: Mapping[str, Any], status: int = 200
) -> Response:
    context = {
        "model": await read_model(request),
        "form": form,
        "offer": offer,
        "leads": leads(request),
    }
    return render(request, "people/offer.html", context, status)


routes = [
    Route("/people", people, methods=["GET"]),
    Route("/people/offer", show, methods=["GET"]),
    Route("/people/offer", offer_help, methods=["POST"]),
    Route("/people/withdraw", withdraw, methods=["POST"]),
]
