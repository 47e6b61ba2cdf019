"""A council's journey, and one step of it, put together from several services in one round."""

from functools import partial

from starlette.requests import Request

from contracts.assessment.messages import GetAssessment
from contracts.barriers.messages import ListBarriers
from contracts.errors import Unavailable
from contracts.matching.messages import GetHelpOffer, GetSuggestions, ListResources
from gateway import reads
from gateway.caching import Entry
from gateway.composition import Found, Parts, put_step_together, put_together
from gateway.platform import Away, Call, Platform, call, from_cache


async def journey(request: Request, council: str) -> Found:
    """Where the council is and wants to be, and what helps with the next step of each.

    Returns:
        ``council`` (facts, None where the register is away), ``state``, ``version``,
        ``submitted`` (``{"number", "at", "by"}`` or None), ``tracks``, ``barriers`` (summaries of
        those that the council raised or supports), ``away`` (services whose part is missing).

        A track, one for each characteristic in the model's order: ``characteristic`` (id),
        ``name`` (both languages), ``answer`` (as assessment gives it: the submitted one, else the
        draft; ``{"kind": "unanswered"}`` where there is none), ``submitted`` (whether it is),
        ``current`` and ``target`` (``{"level", "summary"}`` or None), ``step``
        (``{"from", "to", "unlocks"}``, the next one towards the target, or None),
        ``resources`` and ``peers`` (as matching suggests them; peers with their council's
        ``name``).

    Raises:
        NotFound: no council of the register has that code.
        Refusal: the caller may not see it, or the model can't be read.
    """
    return (await journey_entry(request, council)).value


async def journey_entry(request: Request, council: str) -> Entry:
    """The same as kept in memory."""
    ask = partial(_journey, request, council)
    return await reads.private(request, ("journey", council), ask, *_topics(council))


async def step(
    request: Request, council: str, characteristic: str, start: int | None = None
) -> Found:
    """Everything that helps with one step, from level `start` or the council's next one.

    Returns:
        ``council``, ``state``, ``version``, ``submitted``, ``away`` and the ``track`` as in
        `journey`; ``step`` (``{"from", "to", "unlocks"}`` or None at the last level or without an
        answer); ``resources`` and ``peers`` (suggested, if it is the next planned step),
        ``more_resources`` (others of the step), ``blocking`` (summaries of all councils' barriers
        to it), ``own_barriers`` (the council's, of any step), ``help_offer`` (the council's own, or
        None).

    Raises:
        NotFound: there is no such council, or the model has no such characteristic or step.
    """
    return (await step_entry(request, council, characteristic, start)).value


async def step_entry(
    request: Request, council: str, characteristic: str, start: int | None = None
) -> Entry:
    """The same as kept in memory."""
    ask = partial(_step, request, council, characteristic, start)
    return await reads.private(
        request, ("step", council, characteristic, start), ask, *_topics(council)
    )


def _topics(council: str) -> tuple[str, ...]:
    return (
        reads.ASSESSMENT.format(council=council),
        reads.MODEL,
        reads.MATCHING,
        reads.RESOURCES,
        reads.BARRIERS,
        reads.COUNCILS,
    )


async def _journey(request: Request, council: str) -> Found:
    return put_together(council, await _parts(request, council))


async def _step(request: Request, council: str, characteristic: str, start: int | None) -> Found:
    parts = await _parts(
        request,
        council,
        blocking=call(
            "barriers", "barriers", ListBarriers(characteristic=characteristic, limit=100)
        ),
        listed=call(
            "matching", "resources", ListResources(characteristic=characteristic, limit=100)
        ),
        help_offer=call("matching", "help_offer", GetHelpOffer(council)),
    )
    return put_step_together(council, parts, characteristic, start)


async def _parts(request: Request, council: str, **more: Call) -> Parts:
    """One round of everything that a journey is made of, and of what else is wanted with it."""
    platform: Platform = request.app.state.platform
    parts = await platform.parts(
        request,
        assessment=call("assessment", "assessment", GetAssessment(council)),
        model=from_cache("assessment", reads.model(request)),
        suggestions=call("matching", "suggestions", GetSuggestions(council)),
        barriers=call("barriers", "barriers", ListBarriers(mine=True, limit=100)),
        councils=from_cache("accounts", reads.councils(request)),
        **more,
    )
    if isinstance(parts["model"], Away):
        # Without its words there is nothing to show.
        raise Unavailable
    if not isinstance(parts["councils"], Away):
        # After the services have said that the caller may see it: who may not is told no more.
        await reads.must_be_registered(request, council)
    return parts
