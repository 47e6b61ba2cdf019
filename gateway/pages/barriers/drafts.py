"""The drafts of a council: the list of them, reading one, and discarding it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import DiscardDraft, GetDraft, ListDrafts
from contracts.errors import NotFound
from gateway.forms import read_form
from gateway.languages import words
from gateway.pages.changing import change
from gateway.pages.visitors import council_of
from gateway.templating import render

Found = dict[str, Any]


async def list_drafts(request: Request) -> Response:
    found = await request.app.state.platform.ask(
        request, "barriers", "drafts", ListDrafts(council_of(request))
    )
    return render(request, "barriers/drafts.html", found)


async def ask_discard(request: Request) -> Response:
    council_of(request)
    found = await read_draft(request, request.path_params["draft"])
    return render(request, "barriers/discard.html", {"draft": found}) if found else gone(request)


async def discard(request: Request) -> Response:
    await read_form(request, words(request))
    message = DiscardDraft(request.path_params["draft"])
    await change(request, "barriers", "discard_draft", message)
    return RedirectResponse("/barriers/drafts?done=discarded", 303)


async def read_draft(request: Request, id: str) -> Found | None:
    """None where there is none any more, or never was."""
    try:
        found: Found = await request.app.state.platform.ask(
            request, "barriers", "draft", GetDraft(id)
        )
    except NotFound:
        return None
    return found


def gone(request: Request) -> Response:
    """To the barrier that the draft has become under its id; where there is none, that says so."""
    return RedirectResponse(f"/barriers/{request.path_params['draft']}", 303)


routes = [
    Route("/barriers/drafts", list_drafts, methods=["GET"]),
    Route("/barriers/report/{draft}/discard", ask_discard, methods=["GET"]),
    Route("/barriers/report/{draft}/discard", discard, methods=["POST"]),
]
