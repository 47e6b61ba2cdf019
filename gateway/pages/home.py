"""The start page: what Waymark does, or the three things worth doing now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.accounts.messages import Identity
from contracts.assessment.messages import GetAssessment
from contracts.barriers.messages import ListBarriers
from contracts.callers import BODY_ROLES, COUNCIL_ROLES
from contracts.matching.messages import GetHelpOffer
from gateway import reads
from gateway.languages import Words, words
from gateway.pages.barriers.responding import waiting_for
from gateway.pages.content import Model, read_model
from gateway.pages.telling import latest, lines
from gateway.platform import Away, call, from_cache, raise_if_unknown
from gateway.templating import render
from gateway.tracks import Track, track

MOST = 3
Part = Mapping[str, Any] | Away


@dataclass(frozen=True)
class Thing:
    """Something worth doing now: what, why, and where."""

    title: str
    why: str
    address: str


async def home(request: Request) -> Response:
    identity: Identity | None = request.state.identity
    if identity is None:
        # Who may well be signed in is not told that they are not.
        raise_if_unknown(request)
        return render(request, "home/signed-out.html", {"example": _example(words(request))})
    if identity.role in COUNCIL_ROLES:
        return await _for_council(request, identity)
    if identity.role in BODY_ROLES:
        return await _for_responder(request, identity)
    return await (_for_analyst if identity.role == "analyst" else _for_administrator)(request)


def _example(_: Words) -> Track:
    """A track to show what one looks like, before there is a model to name its levels."""
    levels = dict.fromkeys((1, 2, 3, 4, 5), "")
    drawn = track(_, levels, kind="placed", current=2, target=3)
    return Track(drawn.drawing, _("A council at the second of five levels, heading for the third"))


async def _for_council(request: Request, identity: Identity) -> Response:
    council = identity.organisation
    parts = await request.app.state.platform.parts(
        request,
        assessment=call("assessment", "assessment", GetAssessment(council)),
        barriers=call("barriers", "barriers", ListBarriers(limit=20)),
        offer=call("matching", "help_offer", GetHelpOffer(council)),
        **latest(request, MOST),
    )
    away = isinstance(parts["assessment"], Away)
    things = [] if away else await _things(request, identity, parts)
    return render(
        request,
        "home/council.html",
        {
            "things": things,
            "newest": _first(parts["barriers"]),
            "news": lines(request, parts.get("news")),
            "away": away,
        },
    )


async def _things(request: Request, identity: Identity, parts: Mapping[str, Part]) -> list[Thing]:
    _ = words(request)
    model = await read_model(request)
    found = (
        *assessing(_, model, parts["assessment"], identity.role),
        *stepping(_, model, parts["assessment"]),
        *supporting(_, parts["barriers"]),
        *helping(_, parts["offer"], parts["assessment"], identity.role),
    )
    return list(islice(found, MOST))


def assessing(_: Words, model: Model, assessment: Part, role: str) -> Iterator[Thing]:
    """What is left of the assessment."""
    if isinstance(assessment, Away) or assessment["state"] == "submitted":
        return
    total, answered = len(model.characteristics), len(assessment["answers"])
    if not answered:
        yield Thing(
            _("Say where your council is"),
            _("Eight questions, one to a page. Every page saves: start with a few minutes."),
            "/assess",
        )
    elif answered < total:
        yield Thing(
            _("Go on with your assessment"),
            _("%(answered)s of %(total)s are answered.", answered=answered, total=total),
            "/assess",
        )
    elif role == "lead":
        yield Thing(
            _("Check your answers and submit"),
            _("Everything is answered. Submitting opens how others stand, resources and people."),
            "/assess/check",
        )
    else:
        yield Thing(
            _("Ask a lead of your council to submit"),
            _("Everything is answered. Only leads can submit for the council."),
            "/assess/check",
        )


def stepping(_: Words, model: Model, assessment: Part) -> Iterator[Thing]:
    """The planned step with the nearest month."""
    if isinstance(assessment, Away) or not assessment.get("submitted"):
        return
    planned = [
        each
        for each in assessment["submitted"]["answers"]
        if each["kind"] == "placed" and each["target"] > each["current"]
    ]
    for answer in sorted(planned, key=lambda each: each.get("target_by") or "9999")[:1]:
        name = _.text(model.characteristic(answer["characteristic"])["name"])
        here, there = (
            _.text(model.level_name(level)) for level in (answer["current"], answer["current"] + 1)
        )
        yield Thing(
            _("%(name)s: from %(here)s to %(there)s", name=name, here=here, there=there),
            _("Your next step: what usually unlocks it, resources and people who made it."),
            f"/journey/{answer['characteristic']}",
        )


def supporting(_: Words, barriers: Part) -> Iterator[Thing]:
    """A barrier that others meet and this council has not spoken about."""
    if isinstance(barriers, Away):
        return
    others = [each for each in barriers["barriers"] if not each["supported"]]
    for barrier in sorted(others, key=lambda each: -each["supporters"])[:1]:
        yield Thing(
            barrier["title"],
            _.counted(
                "%(num)s council meets this barrier. Does yours?",
                "%(num)s councils meet this barrier. Does yours?",
                barrier["supporters"],
            ),
            f"/barriers/{barrier['number']}",
        )


def helping(_: Words, offer: Part, assessment: Part, role: str) -> Iterator[Thing]:
    """An offer of help that was not made yet, where it could be."""
    if isinstance(offer, Away) or isinstance(assessment, Away) or offer["characteristics"]:
        return
    if assessment.get("submitted") and role == "lead":
        yield Thing(
            _("Offer your experience"),
            _("Councils a step behind would like to hear how you did it. You choose on what."),
            "/people/offer",
        )


async def _for_responder(request: Request, identity: Identity) -> Response:
    """What is put to the body, the first due first."""
    parts = await request.app.state.platform.parts(
        request,
        waiting=call("barriers", "barriers", waiting_for(identity.organisation, limit=MOST)),
        **latest(request, MOST),
    )
    context = {"waiting": _first(parts["waiting"]), "news": lines(request, parts.get("news"))}
    return render(request, "home/responder.html", context)


async def _for_analyst(request: Request) -> Response:
    """One's own work and what is nobody's yet, the first due first."""
    mine = ListBarriers(assigned_to_me=True, order="by-due", limit=MOST)
    nobody = ListBarriers(unassigned=True, order="by-due", limit=MOST)
    parts = await request.app.state.platform.parts(
        request,
        mine=call("barriers", "barriers", mine),
        nobody=call("barriers", "barriers", nobody),
        bodies=from_cache("accounts", reads.bodies(request)),
        **latest(request, MOST),
    )
    context = {
        "mine": _first(parts["mine"]),
        "nobody": _first(parts["nobody"]),
        "bodies": {} if isinstance(parts["bodies"], Away) else parts["bodies"],
        "news": lines(request, parts.get("news")),
    }
    return render(request, "home/analyst.html", context)


async def _for_administrator(request: Request) -> Response:
    parts = await request.app.state.platform.parts(
        request,
        barriers=call("barriers", "barriers", ListBarriers(limit=20)),
        **latest(request, MOST),
    )
    context = {"newest": _first(parts["barriers"]), "news": lines(request, parts.get("news"))}
    return render(request, "home/administrator.html", context)


def _first(barriers: Part) -> list[Mapping[str, Any]] | None:
    """The first three, or None where barriers are away."""
    return None if isinstance(barriers, Away) else list(barriers["barriers"][:MOST])


routes = [Route("/", home, methods=["GET"])]
