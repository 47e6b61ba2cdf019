"""How to receive barrier events: one's own webhooks, and the four ways, each with its shortest
example and its tutorial."""

from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from contracts.barriers.messages.feed import FEED, ReadEvents
from contracts.feeds import Cursor
from contracts.notifications.messages.webhooks import ListWebhooks
from gateway.languages import later, words
from gateway.pages.subscribe.words import as_shown
from gateway.platform import Away, call
from gateway.templating import render

FOLDER = Path(__file__).parents[3] / "docs" / "tutorial"
TUTORIALS = {
    "receive-barrier-events-over-http.md": later("Tutorial: the feed, and live"),
    "receive-barrier-events-by-webhook.md": later("Tutorial: webhooks"),
    "receive-barrier-events.md": later("Tutorial: AMQP, in Python and Node.js"),
}
"""By the names of their files, as they stand in addresses."""


async def ways(request: Request) -> Response:
    _ = words(request)
    context = {
        "url": request.app.state.settings.public_url,
        "tutorials": {name: _(TUTORIALS[name]) for name in there()},
        **await own(request),
    }
    return render(request, "subscribe/ways.html", context)


async def own(request: Request) -> dict[str, Any]:
    """The cursor of the newest event and the organisation's webhooks, each None while its service
    is away; neither for who is not signed in."""
    if request.state.identity is None:
        return {}
    parts = await request.app.state.platform.parts(
        request,
        feed=call(FEED, "events", ReadEvents(limit=1)),
        webhooks=call("notifications", "webhooks", ListWebhooks(own=True)),
    )
    feed, found = parts["feed"], parts["webhooks"]
    return {
        "head": None if isinstance(feed, Away) else str(Cursor(FEED, feed["head"])),
        "webhooks": None
        if isinstance(found, Away)
        else [as_shown(words(request), each) for each in found["webhooks"]],
    }


def there() -> list[str]:
    """The tutorials that this installation brings with it."""
    return [name for name in TUTORIALS if (FOLDER / name).is_file()]


async def tutorial(request: Request) -> Response:
    """As it is written, in Markdown: to be read, and to be copied from."""
    name = request.path_params["tutorial"]
    if name not in there():
        raise HTTPException(404)
    return PlainTextResponse(await run_in_threadpool((FOLDER / name).read_text))


routes = [
    Route("/subscribe", ways, methods=["GET"]),
    Route("/subscribe/tutorials/{tutorial}", tutorial, methods=["GET"]),
]
