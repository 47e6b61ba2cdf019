"""How to receive barrier events: the four ways, each with its shortest example."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages.feed import FEED, ReadEvents
from contracts.feeds import Cursor
from gateway.platform import Away, call
from gateway.templating import render


async def ways(request: Request) -> Response:
    context = {"head": await newest(request), "url": request.app.state.settings.public_url}
    return render(request, "subscribe/ways.html", context)


async def newest(request: Request) -> str | None:
    """The cursor of the feed's newest event; None for who is not signed in, or while barriers are
    away."""
    if request.state.identity is None:
        return None
    parts = await request.app.state.platform.parts(
        request, feed=call(FEED, "events", ReadEvents(limit=1))
    )
    found = parts["feed"]
    return None if isinstance(found, Away) else str(Cursor(FEED, found["head"]))


routes = [Route("/subscribe", ways, methods=["GET"])]
