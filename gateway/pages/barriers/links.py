"""Barriers that feed each other: of one, of the whole sector, and linking two."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages import (
    GetBarrier,
    LinkBarriers,
    ListLinks,
    ListSectorLinks,
    UnlinkBarriers,
)
from contracts.errors import Invalid, NotFound
from contracts.messages import load
from gateway import graphs
from gateway.forms import Field, read_form
from gateway.languages import later, words
from gateway.pages.barriers import forms
from gateway.pages.barriers.forms import Asked
from gateway.pages.content import read_taxonomy
from gateway.pages.visitors import own_council
from gateway.platform import call, from_cache, identity_of, there
from gateway.templating import render

LINKS = "/barriers/{number}/links"

LINK = Asked(
    "barriers/together/link.html",
    "link_barriers",
    LinkBarriers,
    {
        "which": Field(later("This choice"), later("Choose which of the two feeds the other")),
        "feeds": Field(
            later("The number"), later("Enter the number of another barrier, such as WB-7K3Q-9FD")
        ),
        "why": Field(later("Your reason"), later("Say in a sentence how it makes the other worse")),
    },
    LINKS + "?done=linked",
)


async def links(request: Request) -> Response:
    """All links of one barrier, drawn and in a table, page by page."""
    number, after = request.path_params["number"], request.query_params.get("after")
    asked = load(ListLinks, {"barrier": number, **({"after": after} if after else {})})
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        graph=call("barriers", "links", asked),
    )
    found = there(parts["graph"])
    return render(
        request,
        "barriers/together/links.html",
        {
            "barrier": there(parts["barrier"]),
            "graph": found,
            "drawn": graphs.graph(words(request), found),
            "next": found["next"],
            "council": own_council(request),
            "role": identity_of(request).role,
        },
    )


async def sector(request: Request) -> Response:
    """The links of the whole sector, narrowed to a kind where one is asked for."""
    names = ("kind", "after")
    asked = {name: request.query_params[name] for name in names if request.query_params.get(name)}
    try:
        message = load(ListSectorLinks, asked)
    except Invalid:
        asked, message = {}, ListSectorLinks()
    parts = await request.app.state.platform.parts(
        request,
        graph=call("barriers", "sector_links", message),
        taxonomy=from_cache("barriers", read_taxonomy(request)),
    )
    found = there(parts["graph"])
    return render(
        request,
        "barriers/together/sector.html",
        {
            "graph": found,
            "drawn": graphs.graph(words(request), found),
            "next": found["next"],
            "kind": asked.get("kind"),
            "taxonomy": there(parts["taxonomy"]),
            "role": identity_of(request).role,
        },
    )


async def link(request: Request) -> Response:
    if request.method == "GET":
        return await forms.show(request, LINK, which=request.query_params.get("which"))
    form = await read_form(request, words(request))
    if form["which"] not in ("feeds", "fed"):
        LINK.missing(form, "which")
    if not form["feeds"]:
        LINK.missing(form, "feeds")
    values = _ends(request, form["feeds"], form)
    try:
        return await forms.send(request, LINK, form, values)
    except NotFound:
        # The other one, for without this one there is no page to show it on.
        LINK.missing(form, "feeds")
        return await forms.send(request, LINK, form, values)


def _ends(request: Request, other: str, form: Any) -> dict[str, Any]:
    """Which barrier feeds which: this one the other, or the other way round."""
    this = request.path_params["number"]
    first, second = (this, other) if form["which"] != "fed" else (other, this)
    return {**form.given("why"), "barrier": first, "feeds": second}


async def unlink(request: Request) -> Response:
    values = {"link": request.path_params["link"]}
    return await forms.press(
        request, "unlink_barriers", UnlinkBarriers, values, LINKS + "?done=unlinked"
    )


routes = [
    # Before a barrier's own page, which would take its address for a number.
    Route("/barriers/links", sector, methods=["GET"]),
    Route(LINKS, links, methods=["GET"]),
    Route(LINKS + "/add", link, methods=["GET", "POST"]),
    Route(LINKS + "/{link}/remove", unlink, methods=["POST"]),
]
