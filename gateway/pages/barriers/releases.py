"""Recording what a barrier released for one's council, revising it, and taking it back."""

import re
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import GetBarrier, GetReleases, RecordRelease, WithdrawRelease
from contracts.errors import Invalid, Stale
from contracts.messages import load
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import BARRIERS, change
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.platform import call, there
from gateway.templating import render

SAID = ("confidence", "method", "owner", "basis", "through", "note")
DIGITS = re.compile(r"\d{1,15}")

FIELDS = {
    "measure": Field(later("What was released"), later("Choose what was released")),
    "low": Field(later("The least"), later("Enter the least as a whole number, such as 40000")),
    "high": Field(
        later("The most"), later("Enter the most as a whole number, not below the least")
    ),
    "basis": Field(later("How you know it"), later("Say whether it was measured")),
    "method": Field(later("How it was found"), later("Say how the figures were found")),
    "confidence": Field(later("How sure you are"), later("Choose how sure you are")),
    "owner": Field(later("Who answers for it"), later("Enter who answers for the figures")),
    "as_of": Field(
        later("The day it holds for"),
        later("Enter a day that has been, such as 31 3 2026"),
        anchor="as_of-day",
    ),
    "through": Field(later("What released it"), later("Choose what released it")),
    "note": Field(later("What else to know"), later("Check what else to know")),
}


async def show(request: Request) -> Response:
    """Empty, or with what the council has recorded for the measure that is asked about."""
    council_of(request)
    measure = request.query_params.get("measure", "")
    found = await _read(request)
    own = own_release(found["releases"], measure)
    typed: dict[str, Any] = {"measure": measure, "version": "0"}
    if not own and found["barrier"]["stage"] != "resolved":
        typed["through"] = "workaround"
    if own:
        said = own["present"]
        year, month, day = said["as_of"].split("-")
        typed |= {name: said[name] for name in SAID if said.get(name)}
        typed |= {"low": str(said["low"]), "high": str(said["high"]), "version": own["version"]}
        typed |= {"as_of-day": str(int(day)), "as_of-month": str(int(month)), "as_of-year": year}
        typed["named"] = "yes" if own["named"] else ""
    form = filled(words(request), **{name: str(value) for name, value in typed.items()})
    return _form(request, found, form)


async def send(request: Request) -> Response:
    form = await read_form(request, words(request))
    number, council = request.path_params["number"], council_of(request)
    status = 422
    try:
        message = _message(form, number, council, may_be_named=leads(request))
        await change(request, "barriers", "record_release", message, *BARRIERS)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
        form.errors = {name: form.errors[name] for name in FIELDS if name in form.errors}
    except Stale:
        return RedirectResponse(f"/barriers/{number}?done=changed", 303)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "measure")
    else:
        return RedirectResponse(f"/barriers/{number}?done=released#released", 303)
    return _form(request, await _read(request), form, status)


async def withdraw(request: Request) -> Response:
    form = await read_form(request, words(request))
    number, council = request.path_params["number"], council_of(request)
    wanted = {"barrier": number, "council": council, "measure": form["measure"]}
    await change(request, "barriers", "withdraw_release", load(WithdrawRelease, wanted), *BARRIERS)
    return RedirectResponse(f"/barriers/{number}?done=release-withdrawn", 303)


def own_release(releases: dict[str, Any], measure: str) -> dict[str, Any] | None:
    own = (each for each in releases["releases"] if each["mine"] and each["measure"] == measure)
    return next(own, None)


def _message(form: Form, number: str, council: str, *, may_be_named: bool) -> RecordRelease:
    """Raises Invalid with every mistake by its field."""
    values: dict[str, Any] = {
        "barrier": number,
        "council": council,
        "version": form.number("version"),
        **form.given("measure", *SAID),
        **{name: found for name in ("low", "high") if (found := whole(form[name])) is not None},
    }
    if day := day_of(form):
        values["as_of"] = day
    if may_be_named:
        values["named"] = form["named"] == "yes"
    return load(RecordRelease, values)


def whole(typed: str) -> int | None:
    """A whole number as people write it, such as 40,000 or £40 000; None where it is none."""
    digits = re.sub(r"[,\s]", "", typed.removeprefix("£"))
    return int(digits) if DIGITS.fullmatch(digits) else None


def day_of(form: Form) -> str | None:
    """The day that was typed in three parts as YYYY-MM-DD; None where it is none."""
    parts = [form.number(f"as_of-{part}") for part in ("year", "month", "day")]
    try:
        return date(*(part or 0 for part in parts)).isoformat()
    except (ValueError, OverflowError):
        return None


async def _read(request: Request) -> dict[str, Any]:
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        releases=call("barriers", "releases", GetReleases(number)),
    )
    return {name: there(part) for name, part in parts.items()}


def _form(request: Request, found: dict[str, Any], form: Form, status: int = 200) -> Response:
    context = {
        "barrier": found["barrier"],
        "form": form,
        "leads": leads(request),
        "own": own_release(found["releases"], form["measure"]),
    }
    return render(request, "barriers/released.html", context, status)


routes = [
    Route("/barriers/{number}/released", show, methods=["GET"]),
    Route("/barriers/{number}/released", send, methods=["POST"]),
    Route("/barriers/{number}/released/withdraw", withdraw, methods=["POST"]),
]
