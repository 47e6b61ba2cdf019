"""The gateway put together: layers, routes, and what they share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from backbone.rpc_client import RpcClient
from contracts.errors import Refusal
from gateway import api, health, live
from gateway.caching import Cache
from gateway.feed.seats import Seats
from gateway.feed.tail import Tail
from gateway.hits import Hits
from gateway.identities import Identified, Identities
from gateway.limits import Limited, Limits
from gateway.listening import Listening
from gateway.live import Live
from gateway.pages import routes as pages
from gateway.platform import Client, Platform
from gateway.refusing import refused
from gateway.security import AccessLog, BodyLimit, Security
from gateway.settings import Settings
from gateway.unseen import Told, Unseen


def create_app(settings: Settings | None = None, client: Client | None = None) -> Starlette:
    """The ASGI application; by default told by the environment and talking to the broker.

    With a `client` of one's own nothing is listened to: tests tell `app.state.listening` what it
    should hear.
    """
    settings = settings or Settings.read()
    asked: Client = client or RpcClient(settings.amqp_url)
    cache, identities, told = Cache(), Identities(asked), Live(settings.live_clients)
    tail = Tail(asked)
    hits = Hits(cache, identities, secure=settings.secure)
    log = AccessLog() if settings.log_level.upper() in ("DEBUG", "INFO") else None
    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(hits.layer),
            Middleware(Security, secure=settings.secure, log=log),
            Middleware(Identified),
            Middleware(Limited),
            Middleware(Told),
            Middleware(BodyLimit),
        ],
        exception_handlers={Refusal: refused, HTTPException: refused},
        lifespan=partial(_lifespan, listens=client is None),
    )
    app.state.settings = settings
    app.state.cache = cache
    app.state.shown = {}
    app.state.identities = identities
    app.state.unseen = Unseen(asked)
    app.state.live = told
    app.state.tail = tail
    app.state.seats = Seats(settings.live_clients)
    app.state.hits = hits
    app.state.limits = Limits(settings)
    app.state.platform = Platform(asked, settings.deadline)
    app.state.listening = Listening(settings.amqp_url, cache, identities, told, tail)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette, *, listens: bool) -> AsyncIterator[None]:
    """Starts whether the broker is there or not; both connections recover by themselves."""
    client: Client = app.state.platform.client
    await client.open()
    if listens:
        app.state.listening.start()
    try:
        yield
    finally:
        app.state.live.close()
        app.state.tail.close()
        await app.state.tail.stop()
        await app.state.listening.stop()
        await client.close()


def _routes() -> list[BaseRoute]:
    return [
        Mount("/api/v1", routes=api.routes()),
        Route("/live/sector", live.sector),
        *health.routes,
        *pages,
    ]
