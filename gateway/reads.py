"""What many pages and endpoints read, out of memory where it counts still.

Shared answers are asked for nobody in particular, so that they hold only what anyone may see.
Private ones are kept for an organisation and a role: whoever has both gets the same answer, so the
gateway never decides itself who may see what.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request

from contracts.accounts.bodies import AllBodies
from contracts.accounts.messages import AllCouncils, Identity
from contracts.assessment.messages import GetModel
from contracts.barriers.messages import GetTaxonomy
from contracts.errors import DeadlineExceeded, NotFound, Unavailable
from gateway.caching import OLDEST, Ask, Cache, Entry
from gateway.platform import Platform

MODEL = "model"
TAXONOMY = "taxonomy"
RESOURCES = "resources"
COUNCILS = "councils"
BODIES = "bodies"
SECTOR_BARRIERS = "sector-barriers"
SECTOR_STANDING = "sector-standing"
BARRIERS = "barriers"
MATCHING = "matching"

ASSESSMENT = "assessment:{council}"
"""The topic of one council's own answers."""

FOLLOWED = 15.0
"""Seconds at most for an answer whose service follows other services' events: the notice that it
has caught up is transient and may be lost with its process."""


async def shared(
    request: Request, topic: str, service: str, method: str, message: Any, *extra: str
) -> Entry:
    """An answer that is the same for everybody.

    Of a list only the first page is kept: cursors are without number, and anybody can make them up.
    """
    platform: Platform = request.app.state.platform
    cache: Cache = request.app.state.cache
    ask = partial(platform.ask, request, service, method, message, anonymously=True)
    return await cache.read(
        (service, method, message),
        ask,
        topics=(topic, *extra),
        oldest=FOLLOWED if service == "reporting" else OLDEST,
        keep=lambda _: getattr(message, "after", None) is None,
    )


async def private(request: Request, variant: tuple[Any, ...], ask: Ask, *topics: str) -> Entry:
    """An answer for the caller's organisation and role; kept only where no part of it is away."""
    cache: Cache = request.app.state.cache
    return await cache.read(
        (*variant, *audience(request)),
        ask,
        topics=topics,
        oldest=FOLLOWED,
        keep=lambda answer: not answer.get("away"),
    )


def audience(request: Request) -> tuple[str, str]:
    """Whom an answer is for; all of an audience may see the same."""
    identity: Identity | None = request.state.identity
    return (identity.organisation, identity.role) if identity else ("", "")


async def model(request: Request) -> dict[str, Any]:
    """The newest model: ``{"model", "version", "content", "published"}``."""
    return (await shared(request, MODEL, "assessment", "model", GetModel())).value


async def taxonomy(request: Request) -> dict[str, Any]:
    """The words for barriers: ``{"content", "version"}``."""
    return (await shared(request, TAXONOMY, "barriers", "taxonomy", GetTaxonomy())).value


async def councils(request: Request) -> Mapping[str, dict[str, Any]]:
    """The whole register by code: the facts of each council, in order of name."""
    cache: Cache = request.app.state.cache
    ask = partial(_register, request)
    return (await cache.read(("register",), ask, topics=(COUNCILS,))).value


async def bodies(request: Request) -> Mapping[str, dict[str, Any]]:
    """Every body by id, those that have ended too, in order of their English names."""
    answer = (await shared(request, BODIES, "accounts", "all_bodies", AllBodies())).value
    return {body["id"]: body for body in answer["bodies"]}


async def must_be_registered(request: Request, council: str) -> None:
    """For what is kept of any code whatever, whether a council has it or not.

    One's own council needs no register, which may be a moment behind; and while there is none to
    ask, nothing is said to be missing.

    Raises:
        NotFound: the register is there, and no council has that code.
    """
    if audience(request)[0] == council:
        return
    try:
        known = await councils(request)
    except (Unavailable, DeadlineExceeded):
        return
    if council not in known:
        raise NotFound


async def _register(request: Request) -> dict[str, Any]:
    platform: Platform = request.app.state.platform
    answer = await platform.ask(
        request, "accounts", "all_councils", AllCouncils(), anonymously=True
    )
    return {council["code"]: council for council in answer["councils"]}
