"""A council's journey, and the steps of it."""

from dataclasses import dataclass
from typing import Annotated, Any

from starlette.requests import Request
from starlette.responses import Response

from contracts.accounts.events import CouncilFacts
from contracts.assessment.messages import State
from contracts.barriers.messages import BarrierSummary
from contracts.errors import Unavailable
from contracts.fields import CouncilCode, Level, Slug
from contracts.matching.messages import HelpOffer, Resource, SuggestedResource
from gateway import journeys
from gateway.api.operations import Operation
from gateway.caching import Entry


@dataclass(frozen=True)
class GetJourney:
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class GetStep:
    """`start` is the level that the step starts from; by default the council's next step."""

    council: Annotated[str, CouncilCode]
    characteristic: Annotated[str, Slug]
    start: Annotated[int, Level] | None = None


@dataclass(frozen=True)
class Track:
    """One characteristic: where the council is, where it wants to be, and what helps next. `step`
    is the next step towards the target, None where none is planned."""

    characteristic: str
    name: dict[str, Any]
    answer: dict[str, Any]
    submitted: bool
    current: dict[str, Any] | None
    target: dict[str, Any] | None
    step: dict[str, Any] | None
    resources: tuple[SuggestedResource, ...]
    peers: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Journey:
    """`away` names the services whose part is missing for the moment."""

    council: CouncilFacts | None
    state: State | None
    version: int | None
    submitted: dict[str, Any] | None
    tracks: tuple[Track, ...]
    barriers: tuple[BarrierSummary, ...]
    away: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """What helps with one step, and what blocks it."""

    council: CouncilFacts | None
    state: State | None
    version: int | None
    submitted: dict[str, Any] | None
    track: Track
    step: dict[str, Any] | None
    resources: tuple[SuggestedResource, ...]
    peers: tuple[dict[str, Any], ...]
    more_resources: tuple[Resource, ...]
    blocking: tuple[BarrierSummary, ...]
    own_barriers: tuple[BarrierSummary, ...]
    help_offer: HelpOffer | None
    away: tuple[str, ...]


async def journey(request: Request, message: GetJourney) -> Response:
    return _respond(request, await journeys.journey_entry(request, message.council))


async def step(request: Request, message: GetStep) -> Response:
    entry = await journeys.step_entry(
        request, message.council, message.characteristic, message.start
    )
    return _respond(request, entry)


def _respond(request: Request, entry: Entry) -> Response:
    if "assessment" in entry.value["away"]:
        # The rest means little without it; a page shows it all the same.
        raise Unavailable
    response: Response = request.app.state.hits.response(request, entry, shared=False)
    return response


OPERATIONS = [
    Operation(
        "GET",
        "/councils/{council}/journey",
        "Read a journey",
        service="assessment",
        rpc="assessment",
        request=GetJourney,
        reply=Journey,
        access="council-or-analyst",
        answer=journey,
        description=(
            "For each characteristic where the council is, where it wants to be, the next step, "
            "and resources and peers for it. No total and no rank."
        ),
    ),
    Operation(
        "GET",
        "/councils/{council}/steps/{characteristic}",
        "Read a step",
        service="assessment",
        rpc="assessment",
        request=GetStep,
        reply=Step,
        access="council-or-analyst",
        answer=step,
        description="Everything that helps with one step, and the barriers to it.",
    ),
]
