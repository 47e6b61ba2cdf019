"""Barriers: the list, one of them, and saying that one's council meets it too."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    GetBarrier,
    ListBarriers,
    ListFiles,
    SupportBarrier,
    WithdrawSupport,
)
from contracts.errors import Invalid, Stale, Unavailable
from contracts.messages import load
from gateway import reads
from gateway.forms import read_form
from gateway.languages import words
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import read_model, read_taxonomy
from gateway.pages.visitors import council_of, own_council
from gateway.platform import Away, call, from_cache, identity_of
from gateway.templating import render

FILTERS = ("search", "kind", "body", "characteristic", "stage", "mine", "after")
MONTHS_TO_ANSWER = 6
"""As with a proposal under the Sustainable Communities Act: the outer bound for an answer."""


async def barriers(request: Request) -> Response:
    """The list, newest first, narrowed down. A filter that says nothing is left out."""
    asked = {name: request.query_params[name] for name in FILTERS if request.query_params.get(name)}
    try:
        message = load(ListBarriers, {**asked, "mine": asked.get("mine") == "yes"})
    except Invalid:
        asked, message = {}, ListBarriers()
    found = await request.app.state.platform.ask(request, "barriers", "barriers", message)
    following = found.get("next")
    kept = {name: value for name, value in asked.items() if name != "after"}
    return render(
        request,
        "barriers/list.html",
        {
            "model": await read_model(request),
            "taxonomy": await read_taxonomy(request),
            "barriers": found["barriers"],
            "asked": asked,
            "next": f"/barriers?{urlencode({**kept, 'after': following})}" if following else None,
        },
    )


async def barrier(request: Request) -> Response:
    """One barrier: everything that the page shows is asked for in one round."""
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        files=call("barriers", "files", ListFiles(number)),
        model=from_cache("assessment", read_model(request)),
        taxonomy=from_cache("barriers", read_taxonomy(request)),
        councils=from_cache("accounts", reads.councils(request)),
    )
    found = there(parts["barrier"])
    return render(
        request,
        "barriers/one.html",
        {
            "model": there(parts["model"]),
            "taxonomy": there(parts["taxonomy"]),
            "barrier": found,
            "files": None if isinstance(parts["files"], Away) else parts["files"],
            "named": _names(parts["councils"], found["named_supporters"]),
            "raised_by": _names(parts["councils"], [found["council"]] if found["council"] else []),
            "answer_by": answer_by(datetime.fromisoformat(found["raised"])),
            "council": own_council(request),
            "role": identity_of(request).role,
        },
    )


def there(part: Any) -> Any:
    """A part that the page can't do without. Raises Unavailable where its service is away."""
    if isinstance(part, Away):
        raise Unavailable
    return part


def answer_by(raised: datetime) -> datetime:
    """The day by which an answer is due: that of the same number six months later, or the 28th."""
    months = raised.month - 1 + MONTHS_TO_ANSWER
    year, month = raised.year + months // 12, months % 12 + 1
    return raised.replace(year=year, month=month, day=min(raised.day, 28))


def _names(councils: Any, codes: list[str]) -> list[str]:
    """The names of councils; their codes while the register is away."""
    names = {} if isinstance(councils, Away) else councils
    return [names.get(code, {}).get("name", code) for code in codes]


async def support(request: Request) -> Response:
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    message = load(
        SupportBarrier,
        {"barrier": number, "council": council_of(request), "named": form["named"] == "yes"},
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
    except Stale:
        return RedirectResponse(f"/barriers/{number}?done=changed", 303)
    return RedirectResponse(f"/barriers/{number}?done=acknowledged", 303)


routes = [
    Route("/barriers", barriers, methods=["GET"]),
    Route("/barriers/{number}", barrier, methods=["GET"]),
    Route("/barriers/{number}/support", support, methods=["POST"]),
    Route("/barriers/{number}/withdraw", withdraw, methods=["POST"]),
    Route("/barriers/{number}/acknowledge", acknowledge, methods=["POST"]),
]
