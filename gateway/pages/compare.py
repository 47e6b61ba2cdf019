"""How others stand on one characteristic, by fixed groups. Who shares, sees."""

from collections.abc import Mapping
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.reporting.messages import GetComparison, GroupKind
from gateway.languages import later, words
from gateway.pages.content import read_model
from gateway.pages.figures import standing_rows
from gateway.pages.visitors import council_of
from gateway.templating import render

GROUPS: dict[GroupKind, str] = {
    "all": later("All councils"),
    "kind": later("Councils of your kind"),
    "region": later("Councils in your region"),
    "nation": later("Councils in your nation"),
}


async def choose(request: Request) -> Response:
    """Which characteristic to compare on."""
    council_of(request)
    return render(request, "compare/choose.html", {"model": await read_model(request)})


async def compare(request: Request) -> Response:
    council = council_of(request)
    model = await read_model(request)
    characteristic = model.characteristic(request.path_params["characteristic"])
    group = _group(request)
    found: Mapping[str, Any] = await request.app.state.platform.ask(
        request,
        "reporting",
        "comparison",
        GetComparison(council, characteristic["id"], group),
    )
    standing = found.get("standing")
    return render(
        request,
        "compare/compare.html",
        {
            "model": model,
            "characteristic": characteristic,
            "found": found,
            "standing": standing,
            "rows": standing_rows(words(request), model, standing) if standing else [],
            "group": group,
            "groups": GROUPS,
        },
    )


def _group(request: Request) -> GroupKind:
    asked = request.query_params.get("group", "all")
    return next((group for group in get_args(GroupKind) if group == asked), "all")


routes = [
    Route("/compare", choose, methods=["GET"]),
    Route("/compare/{characteristic}", compare, methods=["GET"]),
]
