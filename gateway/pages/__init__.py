"""The web client: one module an area, each with its `routes`."""

from starlette.routing import BaseRoute

from gateway.assets import asset_routes
from gateway.pages import (
    about,
    accounts,
    administration,
    assess,
    barrier_drafts,
    barrier_files,
    barrier_likeness,
    barrier_opening,
    barrier_reports,
    barrier_sending,
    barriers,
    compare,
    home,
    journey,
    parked,
    people,
    resources,
    sector,
    sign_in,
    submission,
)

routes: list[BaseRoute] = [
    *asset_routes(),
    *home.routes,
    *sign_in.routes,
    # Before those whose last part is a name of anything.
    *submission.routes,
    *assess.routes,
    *journey.routes,
    *compare.routes,
    *resources.routes,
    *people.routes,
    *barrier_files.routes,
    *barrier_likeness.routes,
    *barrier_drafts.routes,
    *barrier_sending.routes,
    *barrier_reports.routes,
    *barrier_opening.routes,
    *barriers.routes,
    *sector.routes,
    *about.routes,
    *administration.routes,
    *accounts.routes,
    *parked.routes,
]
