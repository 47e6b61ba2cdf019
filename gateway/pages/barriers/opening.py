"""Opening to all councils what was told in confidence."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import OpenBarrier
from contracts.callers import LeadNeeded
from contracts.messages import load
from gateway.forms import filled, read_form
from gateway.languages import words
from gateway.pages.changing import BARRIERS, change
from gateway.pages.visitors import council_of, leads
from gateway.templating import render


async def ask(request: Request) -> Response:
    council_of(request)
    if not leads(request):
        raise LeadNeeded
    context = {"number": request.path_params["number"], "form": filled(words(request))}
    return render(request, "barriers/open.html", context)


async def open_(request: Request) -> Response:
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    if form["named"] not in ("yes", "no"):
        form.refuse("named", form.words("Choose whether your council is named"))
        return render(request, "barriers/open.html", {"number": number, "form": form}, 422)
    values = {
        "barrier": number,
        "council": council_of(request),
        "named": form["named"] == "yes",
    }
    await change(request, "barriers", "open_barrier", load(OpenBarrier, values), *BARRIERS)
    return RedirectResponse(f"/barriers/{number}?done=opened", 303)


routes = [
    Route("/barriers/{number}/open", ask, methods=["GET"]),
    Route("/barriers/{number}/open", open_, methods=["POST"]),
]
