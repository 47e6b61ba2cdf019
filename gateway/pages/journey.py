"""The council's journey, and one step of it."""

from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.matching.messages import GetPeers, Lens
from gateway import journeys, reads
from gateway.languages import later, words
from gateway.pages.content import read_model
from gateway.pages.reasons import why_alike, why_resource
from gateway.pages.visitors import council_of
from gateway.platform import Away, call, from_cache
from gateway.templating import render

Found = dict[str, Any]

LENSES: dict[Lens, str] = {
    "place": later("Alike in everything we know of the place"),
    "people": later("Alike in how many people live there, and how"),
    "near": later("Nearest to you"),
}


async def journey(request: Request) -> Response:
    """Where the council is and wants to be, and which step to open next."""
    council = council_of(request)
    found = await journeys.journey(request, council)
    planned = [track for track in found["tracks"] if track["step"]]
    _ = words(request)
    return render(
        request,
        "journey/journey.html",
        {
            "model": await read_model(request),
            "journey": found,
            "first": min(planned, key=_by, default=None),
            "why_resource": lambda reasons: why_resource(_, reasons),
            "why_alike": lambda likeness: why_alike(_, likeness),
        },
    )


def _by(track: Found) -> str:
    """Steps with the nearest month first, those without one last."""
    return str(track["answer"].get("target_by") or "9999")


async def step(request: Request) -> Response:
    """Everything that helps with one step, on one page."""
    council = council_of(request)
    characteristic: str = request.path_params["characteristic"]
    start: int | None = request.path_params.get("start")
    model = await read_model(request)
    found = await journeys.step(request, council, characteristic, start)
    planned = bool(found["step"]) and found["step"] == found["track"]["step"]
    _ = words(request)
    return render(
        request,
        "journey/step.html",
        {
            "model": model,
            "characteristic": model.characteristic(characteristic),
            "found": found,
            "planned": planned,
            "helpers": await _helpers(request, council, characteristic) if planned else None,
            "lens": _lens(request),
            "lenses": LENSES,
            "why_resource": lambda reasons: why_resource(_, reasons),
        },
    )


async def _helpers(request: Request, council: str, characteristic: str) -> Found:
    """``{"away", "why_none", "peers"}``; each peer with its name and what makes it alike."""
    message = GetPeers(council, characteristic, _lens(request))
    parts = await request.app.state.platform.parts(
        request,
        peers=call("matching", "peers", message),
        councils=from_cache("accounts", reads.councils(request)),
    )
    answer, names = parts["peers"], parts["councils"]
    if isinstance(answer, Away):
        return {"away": True, "why_none": None, "peers": []}
    names = {} if isinstance(names, Away) else names
    _ = words(request)
    return {
        "away": False,
        "why_none": answer["why_none"],
        "peers": [
            {
                **peer,
                "name": names.get(peer["council"], {}).get("name", peer["council"]),
                "alike": why_alike(_, peer["likeness"]),
            }
            for peer in answer["peers"]
        ],
    }


def _lens(request: Request) -> Lens:
    asked = request.query_params.get("lens", "place")
    return next((lens for lens in get_args(Lens) if lens == asked), "place")


routes = [
    Route("/journey", journey, methods=["GET"]),
    Route("/journey/{characteristic}", step, methods=["GET"]),
    Route("/journey/{characteristic}/{start:int}", step, methods=["GET"]),
]
