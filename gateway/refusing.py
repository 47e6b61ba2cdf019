"""Whether a refused request is answered with a problem for programs or a page for people."""

from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import Refusal
from gateway.problems import problem, refusal_of


def answer(request: Request, refusal: Refusal) -> Response:
    """A page where a browser asked for a page, else a problem."""
    if not _wants_page(request):
        return problem(request, refusal)
    # Imported here because pages stand on everything else in the gateway.
    from gateway.templating import error_page  # noqa: PLC0415

    return error_page(request, refusal)


async def refused(request: Request, error: Exception) -> Response:
    """Starlette's handler for what an endpoint raised."""
    return answer(request, refusal_of(error))


def _wants_page(request: Request) -> bool:
    if request.url.path.startswith(("/api/", "/healthz/", "/live/", "/static/")):
        return False
    return "text/html" in request.headers.get("accept", "text/html")
