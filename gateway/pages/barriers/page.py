"""A barrier, and saying that one's council meets it too."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    GetBarrier,
    GetCase,
    GetTogether,
    GetVoices,
    ListFiles,
    SupportBarrier,
    WithdrawSupport,
)
from contracts.errors import Conflict, NotAllowed, Stale
from contracts.messages import load
from gateway import graphs, reads
from gateway.forms import read_form
from gateway.languages import later, words
from gateway.pages.barriers import traces
from gateway.pages.barriers.casework_questions import QUESTIONS
from gateway.pages.barriers.names import body_names, council_names, names_of
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import read_model, read_taxonomy
from gateway.pages.visitors import council_of, own_council
from gateway.platform import Away, call, from_cache, identity_of, if_there, there
from gateway.templating import render

SAID = 5
"""Councils whose words stand on the page itself."""
CORRESPONDENTS = ("analyst", "responder")
NO_CASE: dict[str, Any] = {"letters": [], "remarks": []}
ANSWERS = {
    "will-change": later("We will change it"),
    "will-not-change": later("We will not change it"),
    "not-what-the-law-says": later("It is not what the law or the rules say"),
    "workaround-exists": later("There is a way around it already"),
}
"""What a body's answer comes to, in its words."""


async def barrier(request: Request) -> Response:
    """One barrier: everything that the page shows is asked for in one round."""
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        voices=call("barriers", "voices", GetVoices(number, limit=SAID)),
        together=call("barriers", "together", GetTogether(number)),
        files=call("barriers", "files", ListFiles(number)),
        model=from_cache("assessment", read_model(request)),
        taxonomy=from_cache("barriers", read_taxonomy(request)),
        councils=from_cache("accounts", reads.councils(request)),
        case=from_cache("barriers", read_case(request, number)),
        **traces.calls(request, number),
        bodies=from_cache("accounts", reads.bodies(request)),
    )
    found = there(parts["barrier"])
    name = council_names(parts["councils"])
    return render(
        request,
        "barriers/one.html",
        {
            "model": if_there(parts["model"]),
            "taxonomy": if_there(parts["taxonomy"]),
            "barrier": found,
            "voices": if_there(parts["voices"]),
            "councils": names_of(parts["councils"]),
            **_together(request, parts),
            "files": if_there(parts["files"]),
            "named": [name(code) for code in found["named_supporters"]],
            "raised_by": name(found["council"]) if found["council"] else None,
            "names_away": isinstance(parts["councils"], Away)
            and bool(found["named_supporters"] or found["council"]),
            "bodies": if_there(parts["bodies"]) or {},
            "case": parts["case"],
            "casework": QUESTIONS,
            "council": own_council(request),
            "role": identity_of(request).role,
            "answers": ANSWERS,
            "names": traces.names(parts),
            **traces.shown(request, parts),
        },
    )


async def read_case(request: Request, number: str) -> dict[str, Any]:
    """The letters that this reader may read; none for those to whom nothing was written."""
    if identity_of(request).role not in CORRESPONDENTS:
        return NO_CASE
    try:
        found: dict[str, Any] = await request.app.state.platform.ask(
            request, "barriers", "case", GetCase(number)
        )
    except NotAllowed:
        return NO_CASE
    return found


def _together(request: Request, parts: Mapping[str, Any]) -> dict[str, Any]:
    """What councils do about it together, or that this is away."""
    found = if_there(parts["together"])
    return {
        "together": found,
        "drawn": graphs.graph(words(request), found["graph"]) if found else None,
        "name": council_names(parts["councils"]),
        "body_name": body_names(words(request), parts["taxonomy"]),
    }


async def support(request: Request) -> Response:
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    agreed = True if form["named"] == "yes" else None
    message = load(
        SupportBarrier,
        {
            "barrier": number,
            "council": council_of(request),
            "named": agreed,
        },
    )
    await change(request, "barriers", "support", message, *BARRIERS)
    return RedirectResponse(f"/barriers/{number}?done=supported", 303)


async def withdraw(request: Request) -> Response:
    await read_form(request, words(request))
    number = request.path_params["number"]
    message = load(WithdrawSupport, {"barrier": number, "council": council_of(request)})
    await change(request, "barriers", "withdraw_support", message, *BARRIERS)
    return RedirectResponse(f"/barriers/{number}?done=withdrawn", 303)


async def acknowledge(request: Request) -> Response:
    """An analyst has read it. What changed meanwhile shows on the page they come back to."""
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    message = AcknowledgeBarrier(number, form.number("version"))
    try:
        await change(request, "barriers", "acknowledge", message, *BARRIERS)
    except (Conflict, Stale):
        return RedirectResponse(f"/barriers/{number}?done=changed", 303)
    return RedirectResponse(f"/barriers/{number}?done=acknowledged", 303)


routes = [
    Route("/barriers/{number}", barrier, methods=["GET"]),
    Route("/barriers/{number}/support", support, methods=["POST"]),
    Route("/barriers/{number}/withdraw", withdraw, methods=["POST"]),
    Route("/barriers/{number}/acknowledge", acknowledge, methods=["POST"]),
]
