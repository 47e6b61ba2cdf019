"""Barriers like the one that is being typed, to be supported instead of reported again."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages import FindSimilar
from contracts.errors import Invalid
from contracts.messages import load
from gateway import sessions
from gateway.forms import Form
from gateway.pages.content import read_taxonomy
from gateway.pages.visitors import council_of
from gateway.platform import Away, call
from gateway.templating import render

Found = dict[str, Any]

MOST_TYPED = 10_000


async def similar(request: Request) -> Response:
    """A fragment for the page that is being typed: similar barriers to support instead."""
    await sessions.check_csrf(request)
    council_of(request)
    text = str((await request.form()).get("text", ""))
    found = await alike(request, text)
    context = {"similar": found, "taxonomy": await read_taxonomy(request)}
    return render(request, "barriers/similar.html", context)


async def unseen(request: Request, form: Form) -> list[Found]:
    """Similar ones, unless the page has shown all of them while it was typed."""
    found = await alike(request, f"{form['title']}\n{form['story']}")
    seen = set(form["seen"].split())
    return found if any(each["number"] not in seen for each in found) else []


async def alike(request: Request, text: str, kind: str | None = None) -> list[Found]:
    """The most alike first; none while that can't be asked, for it must not stop a report."""
    if not text.strip():
        return []
    try:
        message = load(FindSimilar, {"text": text.strip()[:MOST_TYPED], "kind": kind or None})
        parts = await request.app.state.platform.parts(
            request, found=call("barriers", "similar", message)
        )
    except Invalid:
        return []
    found = parts["found"]
    return [] if isinstance(found, Away) else list(found["barriers"])


routes = [Route("/barriers/similar", similar, methods=["POST"])]
