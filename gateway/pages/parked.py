"""Administration of what services could not apply: look, retry, discard."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.errors import Conflict, Invalid, NotFound
from contracts.messages import load
from contracts.operating.messages import DiscardParked, GetParked, ListParked
from gateway import parked
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import must_administer
from gateway.templating import render

RESULT = re.compile(r"(retried|discarded)-(\d{1,9})-(\d{1,9})-(\d{1,9})-(all|failed|more)")
WHY = {
    "why": Field(later("The reason"), later("Say why, in 10 characters or more")),
}


async def overview(request: Request) -> Response:
    must_administer(request)
    services = await parked.overview(request)
    known = [each for each in services if each["parked"] is not None]
    context = {
        "services": services,
        "clear": len(known) == len(services) and not any(each["parked"] for each in known),
    }
    return render(request, "admin/parked/overview.html", context)


async def of_service(request: Request) -> Response:
    must_administer(request)
    service, after = request.path_params["service"], request.query_params.get("after")
    found = await parked.ask(request, service, "list_parked", ListParked(after=after))
    context = {"service": service, "events": found["events"], "next": found.get("next")}
    return render(request, "admin/parked/list.html", {**context, "result": _result(request)})


async def show(request: Request) -> Response:
    must_administer(request)
    found = await _one(request)
    if found is None:
        return _to_list(request, "gone")
    context = {**found, "key": new_id(), "result": _result(request)}
    return render(request, "admin/parked/one.html", context)


async def retry(request: Request) -> Response:
    must_administer(request)
    form = await read_form(request, words(request))
    service, event = request.path_params["service"], request.path_params["event"]
    try:
        retried = await parked.retry(request, service, event, key=form.key)
    except NotFound as missing:
        return _gone(request, missing)
    return _after(request, "retried", retried)


async def ask_why(request: Request) -> Response:
    must_administer(request)
    return await _form(request, filled(words(request), key=new_id()))


async def discard(request: Request) -> Response:
    """Gives up one event for good; those behind it are tried at once."""
    must_administer(request)
    form = await read_form(request, words(request))
    service, event = request.path_params["service"], request.path_params["event"]
    try:
        message = load(DiscardParked, {"event": event, "why": form["why"]})
        given_up = await parked.ask(request, service, "discard_parked", message, key=form.key)
    except Invalid as invalid:
        form.take(invalid, WHY)
        return await _form(request, form, 422)
    except NotFound as missing:
        return _gone(request, missing)
    except NOT_DONE as refusal:
        return await _form(request, form, keep(form, refusal, "why"))
    return _after(request, "discarded", await parked.go_on(request, service, given_up))


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    found = await _one(request)
    if found is None:
        return _to_list(request, "gone")
    if found["one"]["first"] != found["one"]["parked"]["id"]:
        raise Conflict(code="not-the-first-parked")
    context = {**found, "form": form, "key": form.key}
    return render(request, "admin/parked/discard.html", context, status)


async def _one(request: Request) -> dict[str, Any] | None:
    service, event = request.path_params["service"], request.path_params["event"]
    try:
        one = await parked.ask(request, service, "parked_event", GetParked(event))
    except NotFound as missing:
        if missing.code != "no-such-parked-event":
            raise
        return None
    return {"service": service, "one": one}


def _gone(request: Request, missing: NotFound) -> Response:
    """What is no longer parked needs nothing more; anything else that is missing is told."""
    if missing.code != "no-such-parked-event":
        raise missing
    return _to_list(request, "gone")


def _after(request: Request, what: str, retried: dict[str, Any]) -> Response:
    """To the list where all is through, else to the event that is the first now."""
    end = "all"
    if retried["first"]:
        end = "more" if retried["failed"] is None else "failed"
    numbers = "-".join(str(retried[name]) for name in ("applied", "parked", "waiting"))
    done = f"{what}-{numbers}-{end}"
    if not retried["first"]:
        return _to_list(request, done)
    service = request.path_params["service"]
    return RedirectResponse(f"/admin/parked/{service}/{retried['first']}?done={done}", 303)


def _to_list(request: Request, done: str) -> Response:
    return RedirectResponse(f"/admin/parked/{request.path_params['service']}?done={done}", 303)


def _result(request: Request) -> dict[str, Any] | None:
    """What the last press did, as `_after` wrote it into the address."""
    told = RESULT.fullmatch(request.query_params.get("done", ""))
    if told is None:
        return None
    what, applied, left, waiting, end = told.groups()
    return {
        "what": what,
        "applied": int(applied),
        "parked": int(left),
        "waiting": int(waiting),
        "end": end,
    }


routes = [
    Route("/admin/parked", overview, methods=["GET"]),
    Route("/admin/parked/{service}", of_service, methods=["GET"]),
    Route("/admin/parked/{service}/{event}", show, methods=["GET"]),
    Route("/admin/parked/{service}/{event}/retry", retry, methods=["POST"]),
    Route("/admin/parked/{service}/{event}/discard", ask_why, methods=["GET"]),
    Route("/admin/parked/{service}/{event}/discard", discard, methods=["POST"]),
]
