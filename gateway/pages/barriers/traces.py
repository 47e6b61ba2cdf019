"""What a barrier's page shows of what happened to it: figures, history, removals and notes."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.barriers.messages import (
    GetBarrier,
    GetHistory,
    GetModeration,
    GetNotes,
    GetReleases,
)
from contracts.errors import Invalid
from contracts.messages import load
from gateway import reads
from gateway.languages import Words, words
from gateway.pages.barriers.happenings import sentence
from gateway.platform import Away, Call, call, from_cache, identity_of
from gateway.templating import render

LATEST = 5
"""Happenings that stand on the page itself."""


def calls(request: Request, number: str) -> dict[str, Call]:
    """What is to be asked for beside the barrier, in the same round."""
    asked = {
        "releases": call("barriers", "releases", GetReleases(number)),
        "history": call("barriers", "history", GetHistory(number, limit=LATEST)),
        "moderation": call("barriers", "moderation", GetModeration(number)),
    }
    if identity_of(request).role == "analyst":
        asked["notes"] = call("barriers", "notes", GetNotes(number))
    return asked


def shown(request: Request, parts: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates of these parts need; None for a part that is away."""
    there = {
        name: None if isinstance(part := parts.get(name), Away) else part
        for name in ("releases", "history", "moderation", "notes")
    }
    happened = there["history"]["happenings"] if there["history"] else []
    return {**there, "note_key": new_id(), "told": lines(words(request), happened, names(parts))}


def names(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Of councils by code and of bodies by id; none of those whose service is away."""
    known = [parts[name] for name in ("councils", "bodies") if not isinstance(parts[name], Away)]
    return {id_: each["name"] for register in known for id_, each in register.items()}


def lines(
    _: Words, happenings: list[Mapping[str, Any]], names: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """A sentence and its moment for each."""
    said = {key: _.text(name) for key, name in names.items()}
    return [{"at": each["at"], "text": sentence(_, each, said)} for each in happenings]


async def history(request: Request) -> Response:
    """Everything that happened to one barrier, newest first, page by page."""
    number, after = request.path_params["number"], request.query_params.get("after")
    try:
        wanted = load(GetHistory, {"barrier": number, **({"after": after} if after else {})})
    except Invalid:
        wanted = GetHistory(number)
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        history=call("barriers", "history", wanted),
        councils=from_cache("accounts", reads.councils(request)),
        bodies=from_cache("accounts", reads.bodies(request)),
    )
    found = parts["history"]
    return render(
        request,
        "barriers/history.html",
        {
            "barrier": None if isinstance(parts["barrier"], Away) else parts["barrier"],
            "history": None if isinstance(found, Away) else found,
            "told": [] if isinstance(found, Away) else shown(request, parts)["told"],
            "number": number,
        },
    )


routes = [Route("/barriers/{number}/history", history, methods=["GET"])]
