"""Barrier events for systems: pages to ask for, and a stream to stay on."""

import asyncio
from collections.abc import Coroutine
from contextlib import ExitStack, nullcontext
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from contracts.barriers.messages import FEED
from contracts.feeds import Cursor
from gateway.api.operations import Operation
from gateway.feed import asked, stream
from gateway.feed.asked import FollowFeed, ReadFeed
from gateway.feed.kept import Page
from gateway.feed.seats import Seats
from gateway.feed.tail import Tail, Wanted
from gateway.platform import identity_of

BATCH = "application/cloudevents-batch+json"
T = TypeVar("T")


async def feed(request: Request, message: ReadFeed) -> Response:
    """A page of the feed; where it has nothing yet, once something happens or the time is over."""
    tail: Tail = request.app.state.tail
    seats: Seats = request.app.state.seats
    person = identity_of(request).person
    with seats.taken(person) if message.wait else nullcontext():
        page = await unless_gone(request, read(request, tail, message))
    return Response(status_code=204) if page is None else batch(request, page)


async def read(request: Request, tail: Tail, message: ReadFeed) -> Page:
    token = await asked.token(request)
    after = await asked.position(tail, token, message.after)
    types = asked.types_of(message.types)
    return await tail.read(token, Wanted(after, types, message.limit), message.wait)


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T | None:
    """What comes of `work`; None where the client has hung up before."""
    working, going = asyncio.ensure_future(work), asyncio.ensure_future(gone(request))
    try:
        await asyncio.wait((working, going), return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else None
    finally:
        working.cancel()
        going.cancel()


async def gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def batch(request: Request, page: Page) -> Response:
    """The events as they are, and where to go on: in headers, for the body is a plain array."""
    cursor = str(Cursor(FEED, page.last))
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "after"]
    following = f"{request.url.path}?{urlencode([*kept, ('after', cursor)])}"
    headers = {
        "cache-control": "no-store",
        "link": f'<{following}>; rel="next"',
        "waymark-cursor": cursor,
        "waymark-head": str(Cursor(FEED, page.head)),
    }
    body = b"[" + b",".join(each.body for each in page.events) + b"]"
    return Response(body, headers=headers, media_type=BATCH)


async def live(request: Request, message: FollowFeed) -> Response:
    tail: Tail = request.app.state.tail
    seats: Seats = request.app.state.seats
    with ExitStack() as seat:
        # Before anything is waited for: of many that come at once each finds the ones before it.
        seat.enter_context(seats.taken(identity_of(request).person))
        token = await asked.token(request)
        # A reader that comes back says where it was; its address still says where it once began.
        place = request.headers.get("last-event-id") or message.after
        after = await asked.position(tail, token, place)
        types = asked.types_of(message.types)
        # What refuses it is said now, while there is a status to say it with.
        await tail.read(token, Wanted(after, types, 1), 0)
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(headers=headers, media_type=stream.Stream.media_type)
        return stream.Stream(stream.messages(request, types, after), headers, seat.pop_all())


OPERATIONS = [
    Operation(
        "GET",
        "/events",
        "Read barrier events",
        service="barriers",
        rpc="events",
        request=ReadFeed,
        reply=None,
        produces=BATCH,
        answer=feed,
        description=(
            "In the order of their positions, from the first event of all or behind the cursor "
            "`after`; `now` for what is to come. The header `Waymark-Cursor` says where to go on, "
            '`Link` with `rel="next"` is that address, and `Waymark-Head` is where the feed ends. '
            "`types` are patterns with commas between them. With `wait`, an answer without events "
            "is held back for up to so many seconds until there are some."
        ),
    ),
    Operation(
        "GET",
        "/events/live",
        "Listen to barrier events",
        service="barriers",
        rpc="events",
        request=FollowFeed,
        reply=None,
        produces="text/event-stream",
        answer=live,
        description=(
            "Server-sent events: `id` is the cursor, `event` the kind, `data` the CloudEvent. It "
            "begins behind the header `Last-Event-ID`, else behind `after`, else now. A stream "
            "ends after ten minutes at the most; come back with the last `id`: nothing is lost."
        ),
    ),
]
