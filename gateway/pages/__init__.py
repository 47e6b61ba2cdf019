"""The web client: one module an area, each with its `routes`."""

from starlette.routing import Mount, Route

from gateway.assets import asset_routes
from gateway.pages import (
    about,
    accounts,
    administration,
    assess,
    barriers,
    bodies,
    compare,
    events,
    home,
    journey,
    links,
    mail,
    parked,
    people,
    resources,
    sector,
    sign_in,
    submission,
    subscribe,
    telling,
)
from gateway.routing import names_first

AREAS: list[Route | Mount] = [
    *asset_routes(),
    *home.routes,
    *sign_in.routes,
    *links.routes,
    *submission.routes,
    *assess.routes,
    *journey.routes,
    *compare.routes,
    *resources.routes,
    *people.routes,
    *barriers.routes,
    *sector.routes,
    *about.routes,
    *events.routes,
    *administration.routes,
    *accounts.routes,
    *bodies.routes,
    *parked.routes,
    *mail.routes,
    *telling.routes,
    *subscribe.routes,
]

routes = sorted(AREAS, key=lambda route: names_first(route.path))
