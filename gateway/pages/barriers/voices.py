"""What a council says of a barrier that it meets, what all of them say, and watching it."""

import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import (
    GetBarrier,
    GetVoices,
    SayHowItBites,
    StopWatching,
    WatchBarrier,
)
from contracts.errors import Invalid
from contracts.messages import load
from gateway import reads
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.barriers.names import names_of
from gateway.pages.changing import BARRIERS, change
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.platform import call, from_cache, there
from gateway.templating import render

ESTIMATE = ("measure", "low", "high", "confidence", "method")
AMOUNT = re.compile(r"[\d,  ]{1,18}")
A_PAGE = 50

FIELDS = {
    "bites": Field(later("How it bites you"), later("Say how it bites you")),
    "measure": Field(later("What would be released"), later("Choose what would be released")),
    "low": Field(later("The least"), later("Enter the least as a whole number, such as 40")),
    "high": Field(
        later("The most"), later("Enter the most as a whole number that is not below the least")
    ),
    "confidence": Field(later("How sure you are"), later("Choose how sure you are")),
    "method": Field(
        later("How you found it"), later("Say in a sentence how you found these figures")
    ),
}


async def show(request: Request) -> Response:
    """What the council has said so far, to be changed."""
    council_of(request)
    number = request.path_params["number"]
    message = GetVoices(number, limit=1)
    found = await request.app.state.platform.ask(request, "barriers", "voices", message)
    own = found["own"] or {"named": False, "bites": None, "releases": None}
    said = own["releases"] or {}
    form = filled(
        words(request),
        bites=own["bites"],
        named="yes" if own["named"] else None,
        **{name: str(said[name]) for name in ESTIMATE if name in said},
    )
    return await _form(request, form)


async def send(request: Request) -> Response:
    form = await read_form(request, words(request))
    number, council = request.path_params["number"], council_of(request)
    status = 422
    try:
        message = _message(form, number, council, may_be_named=leads(request))
        await change(request, "barriers", "say_how_it_bites", message, *BARRIERS)
    except Invalid as invalid:
        form.take(Invalid(details=by_field(invalid)), FIELDS)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "bites")
    else:
        return RedirectResponse(f"/barriers/{number}?done=said", 303)
    return await _form(request, form, status)


def _message(form: Form, number: str, council: str, *, may_be_named: bool) -> SayHowItBites:
    """Raises Invalid, with each mistake by the path that the service would name."""
    values: dict[str, Any] = {"barrier": number, "council": council, **form.given("bites")}
    if may_be_named:
        values["named"] = form["named"] == "yes"
    if any(form[name] for name in ESTIMATE):
        amounts = {name: amount(form[name]) for name in ("low", "high")}
        values["releases"] = {
            **form.given("measure", "confidence", "method"),
            **{name: found for name, found in amounts.items() if found is not None},
        }
    return load(SayHowItBites, values)


def amount(typed: str) -> int | None:
    """A whole number as people write it, `12,000` or `12 000`; None where it is none."""
    digits = re.sub(r"\D", "", typed) if AMOUNT.fullmatch(typed.removeprefix("£")) else ""
    return int(digits) if digits else None


def by_field(invalid: Invalid) -> Mapping[str, Any]:
    """The mistakes of an estimate by the fields of the form, in the form's order."""
    found = {path.removeprefix("releases."): said for path, said in invalid.details.items()}
    return {name: found[name] for name in (*FIELDS, *found) if name in found}


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request, barrier=call("barriers", "barrier", GetBarrier(number))
    )
    context = {"barrier": there(parts["barrier"]), "form": form, "leads": leads(request)}
    return render(request, "barriers/bites.html", context, status)


async def everything(request: Request) -> Response:
    """What all councils say, page by page."""
    number, after = request.path_params["number"], request.query_params.get("after", "")
    first = int(after) if re.fullmatch(r"\d{1,6}", after) else 0
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        voices=call("barriers", "voices", GetVoices(number, first, A_PAGE)),
        councils=from_cache("accounts", reads.councils(request)),
    )
    context = {
        "barrier": there(parts["barrier"]),
        "voices": there(parts["voices"]),
        "councils": names_of(parts["councils"]),
    }
    return render(request, "barriers/voices.html", context)


async def watch(request: Request) -> Response:
    form = await read_form(request, words(request))
    number, council = request.path_params["number"], council_of(request)
    if form["watch"] == "yes":
        await change(request, "barriers", "watch", WatchBarrier(number, council))
        return RedirectResponse(f"/barriers/{number}?done=watching", 303)
    await change(request, "barriers", "stop_watching", StopWatching(number, council))
    return RedirectResponse(f"/barriers/{number}?done=not-watching", 303)


routes = [
    Route("/barriers/{number}/support", show, methods=["GET"]),
    Route("/barriers/{number}/words", show, methods=["GET"]),
    Route("/barriers/{number}/words", send, methods=["POST"]),
    Route("/barriers/{number}/voices", everything, methods=["GET"]),
    Route("/barriers/{number}/watch", watch, methods=["POST"]),
]
