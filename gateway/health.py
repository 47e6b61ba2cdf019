"""Whether the gateway lives, and whether it can take work."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def live(_: Request) -> Response:
    return JSONResponse({"live": True})


async def ready(request: Request) -> Response:
    """503 while the broker can't be reached: then another gateway should be asked."""
    connected = request.app.state.platform.client.connected
    return JSONResponse({"ready": connected, "broker": connected}, 200 if connected else 503)


routes = [Route("/healthz/live", live), Route("/healthz/ready", ready)]
