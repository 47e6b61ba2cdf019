"""Resources: find one quickly, judge it, use it."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.errors import Invalid
from contracts.matching.messages import GetResource, ListResources
from contracts.messages import load
from gateway.languages import words
from gateway.pages.content import read_model
from gateway.pages.reasons import NATIONS, kind_of_resource
from gateway.templating import render

PAGE = 20
FILTERS = ("characteristic", "step", "after")


async def resources(request: Request) -> Response:
    """The list, narrowed down. A filter that says nothing is left out."""
    query = request.query_params
    asked = {name: query[name] for name in FILTERS if query.get(name)}
    try:
        message = load(ListResources, {**_typed(asked), "limit": PAGE})
    except Invalid:
        asked, message = {}, ListResources(limit=PAGE)
    found = await request.app.state.platform.ask(request, "matching", "resources", message)
    following = found.get("next")
    kept = {name: value for name, value in asked.items() if name != "after"}
    return render(
        request,
        "resources/list.html",
        {
            "model": await read_model(request),
            "resources": found["resources"],
            "asked": asked,
            "next": f"/resources?{urlencode({**kept, 'after': following})}" if following else None,
        },
    )


def _typed(asked: dict[str, str]) -> dict[str, str | int]:
    return {k: int(v) if k == "step" and v.isdigit() else v for k, v in asked.items()}


async def resource(request: Request) -> Response:
    found = await request.app.state.platform.ask(
        request, "matching", "resource", GetResource(request.path_params["resource"])
    )
    _ = words(request)
    return render(
        request,
        "resources/one.html",
        {
            "model": await read_model(request),
            "resource": found["content"],
            "kind": kind_of_resource(_, found["content"]["kind"]),
            "nations": _.listed([_(NATIONS[each]) for each in found["content"]["nations"]]),
        },
    )


routes = [
    Route("/resources", resources, methods=["GET"]),
    Route("/resources/{resource}", resource, methods=["GET"]),
]
