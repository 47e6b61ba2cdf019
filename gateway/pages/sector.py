"""The sector's picture: what blocks councils, as it happens, and where they stand and head."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.reporting.messages import SectorBarriers, SectorStandingQuery
from gateway import reads
from gateway.languages import words
from gateway.pages.content import Model, read_model, read_taxonomy
from gateway.pages.figures import count_rows, standing_rows, why_hidden
from gateway.platform import Away, from_cache
from gateway.templating import render


async def sector(request: Request) -> Response:
    return render(request, "sector/sector.html", await _picture(request))


async def figures(request: Request) -> Response:
    """The changing part alone, for a page that is open."""
    return render(request, "sector/figures.html", await _picture(request))


async def _picture(request: Request) -> dict[str, Any]:
    _ = words(request)
    model, taxonomy = await read_model(request), await read_taxonomy(request)
    parts = await request.app.state.platform.parts(
        request,
        barriers=from_cache("reporting", _barriers(request)),
        standing=from_cache("reporting", _standing(request)),
    )
    barriers, standing = parts["barriers"], parts["standing"]
    if isinstance(barriers, Away) or isinstance(standing, Away):
        return {"away": True}
    standings = {each["characteristic"]: each for each in standing["standings"]}
    return {
        "away": False,
        "barriers": barriers,
        "by_kind": count_rows(_, taxonomy, "kinds", barriers["by_kind"]),
        "by_body": count_rows(_, taxonomy, "bodies", barriers["by_body"]),
        "standing": standing,
        "characteristics": [
            _shown(request, model, standings[each])
            for each in model.characteristics
            if each in standings
        ],
        "may_open": request.state.identity is not None,
    }


def _shown(request: Request, model: Model, standing: dict[str, Any]) -> dict[str, Any]:
    """One characteristic: its rows, or why there are none."""
    _ = words(request)
    hidden = standing["councils"] is None
    return {
        "id": standing["characteristic"],
        "name": model.characteristic(standing["characteristic"])["name"],
        "councils": standing["councils"],
        "hidden": why_hidden(_, standing["hidden"]) if hidden else None,
        "rows": [] if hidden else standing_rows(_, model, standing),
    }


async def _barriers(request: Request) -> dict[str, Any]:
    return (
        await reads.shared(
            request, reads.SECTOR_BARRIERS, "reporting", "sector_barriers", SectorBarriers()
        )
    ).value


async def _standing(request: Request) -> dict[str, Any]:
    return (
        await reads.shared(
            request, reads.SECTOR_STANDING, "reporting", "sector_standing", SectorStandingQuery()
        )
    ).value


routes = [
    Route("/sector", sector, methods=["GET"]),
    Route("/sector/figures", figures, methods=["GET"]),
]
