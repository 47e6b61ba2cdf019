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
from contracts.errors import Conflict, NotAllowed, Stale, Unavailable
from contracts.messages import load
from gateway import graphs, reads
from gateway.forms import read_form
from gateway.languages import later, words
from gateway.pages.barriers import traces
from gateway.pages.barriers.casework_questions import QUESTIONS
from gateway.pages.barriers.names import body_names, council_names
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import read_model, read_taxonomy
from gateway.pages.visitors import council_of, own_council
from gateway.platform import Away, call, from_cache, identity_of
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
    return render(
        request,
        "barriers/one.html",
        {
            "model": if_there(parts["model"]),
            "taxonomy": if_there(parts["taxonomy"]),
            "barrier": found,
            "voices": None if isinstance(parts["voices"], Away) else parts["voices"],
            "councils": names_of(parts["councils"]),
            **_together(request, parts),
            "files": if_there(parts["files"]),
            "named": _names(parts["councils"], found["named_supporters"]),
            "raised_by": _names(parts["councils"], [found["council"]] if found["council"] else []),
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
    found = parts["together"]
    there = not isinstance(found, Away)
    return {
        "together": found if there else None,
        "drawn": graphs.graph(words(request), found["graph"]) if there else None,
        "name": council_names(parts["councils"]),
        "body_name": body_names(words(request), parts["taxonomy"]),
    }


def there(part: Any) -> Any:
    """A part that the page can't do without. Raises Unavailable where its service is away."""
    if isinstance(part, Away):
        raise Unavailable
    return part


def if_there(part: Any) -> Any:
    """A part whose section says so where its service is away, which is None then."""
    return None if isinstance(part, Away) else part


def names_of(councils: Any) -> dict[str, str]:
    """Councils' names by code; none while the register is away."""
    known = {} if isinstance(councils, Away) else councils
    return {code: each["name"] for code, each in known.items()}


def _names(councils: Any, codes: list[str]) -> list[str]:
    """The names of councils; their codes while the register is away."""
    names = {} if isinstance(councils, Away) else councils
    return [names.get(code, {}).get("name", code) for code in codes]


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
