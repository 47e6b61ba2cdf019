"""Pages that only say something: accessibility, privacy."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.templating import render


async def say(template: str, request: Request) -> Response:
    return render(request, template)


routes = [
    Route(f"/{name}", partial(say, f"about/{name}.html"), methods=["GET"])
    for name in ("accessibility", "privacy")
]
