"""What services could not apply, for those who run the platform."""

from dataclasses import dataclass
from typing import Annotated, Any

from starlette.requests import Request
from starlette.responses import Response

from contracts.fields import Line, PageSize, Reason
from contracts.operating.messages import (
    DiscardParked,
    GetParked,
    ListParked,
    ParkedEvent,
    ParkedEvents,
    ParkedId,
    Retried,
    RetryParked,
)
from gateway import parked
from gateway.api.answering import json, link
from gateway.api.operations import Operation
from gateway.api.reading import idempotency_key

Service = Annotated[str, Line]


@dataclass(frozen=True)
class CountParked:
    """Of every service."""


@dataclass(frozen=True)
class ParkedOf:
    """What `service` could not apply. Where `away`, it can't be asked for the moment."""

    service: str
    away: bool
    parked: int | None
    waiting: int | None
    oldest_parked: str | None


@dataclass(frozen=True)
class ParkedCounts:
    services: tuple[ParkedOf, ...]


@dataclass(frozen=True)
class ListParkedOf:
    service: Service
    after: str | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class GetParkedOf:
    service: Service
    event: ParkedId


@dataclass(frozen=True)
class RetryParkedOf:
    service: Service
    event: ParkedId


@dataclass(frozen=True)
class DiscardParkedOf:
    service: Service
    event: ParkedId
    why: Annotated[str, Reason]


async def counts(request: Request, _: CountParked) -> Response:
    return respond(request, {"services": await parked.overview(request)})


async def listed(request: Request, message: ListParkedOf) -> Response:
    asked = ListParked(after=message.after, limit=message.limit)
    return respond(request, await ask(request, message.service, "list_parked", asked))


async def one(request: Request, message: GetParkedOf) -> Response:
    asked = GetParked(message.event)
    return respond(request, await ask(request, message.service, "parked_event", asked))


async def retry(request: Request, message: RetryParkedOf) -> Response:
    asked = RetryParked(message.event)
    return respond(request, await ask(request, message.service, "retry_parked", asked))


async def discard(request: Request, message: DiscardParkedOf) -> Response:
    asked = DiscardParked(message.event, message.why)
    return respond(request, await ask(request, message.service, "discard_parked", asked))


async def ask(request: Request, service: str, method: str, message: Any) -> dict[str, Any]:
    key = idempotency_key(request) if request.method == "POST" else None
    return await parked.ask(request, service, method, message, key=key)


def respond(request: Request, found: dict[str, Any]) -> Response:
    headers = {"cache-control": "private, no-cache", "vary": "Authorization, Cookie"}
    following = link(request, found)
    return json(found, headers={**headers, "link": following} if following else headers)


WITHOUT_WORDS = (
    "Neither the values of an event nor what an error said of it are in the answer: a council's "
    "words may stand there."
)

OPERATIONS = [
    Operation(
        "GET",
        "/parked",
        "Count parked events",
        service="every service",
        rpc="state",
        request=CountParked,
        reply=ParkedCounts,
        access="administrator",
        answer=counts,
        description="Of each service; null for one that is away.",
    ),
    Operation(
        "GET",
        "/parked/{service}",
        "List parked events",
        service="that service",
        rpc="list_parked",
        request=ListParkedOf,
        reply=ParkedEvents,
        access="administrator",
        answer=listed,
        description=(
            "One row for each aggregate that is held up: its first event, which could not be "
            f"applied, and how many are behind it. The oldest first. {WITHOUT_WORDS}"
        ),
    ),
    Operation(
        "GET",
        "/parked/{service}/{event}",
        "Read a parked event",
        service="that service",
        rpc="parked_event",
        request=GetParkedOf,
        reply=ParkedEvent,
        access="administrator",
        answer=one,
        description=WITHOUT_WORDS,
    ),
    Operation(
        "POST",
        "/parked/{service}/{event}/retries",
        "Apply parked events after all",
        service="that service",
        rpc="retry_parked",
        request=RetryParkedOf,
        reply=Retried,
        access="administrator",
        answer=retry,
        description=(
            "Applies those of the event's aggregate in order, from the first, as many as fit into "
            "one transaction. Where `failed` is null and `first` is not, more are left: send it "
            "again for `first`, with a new key."
        ),
    ),
    Operation(
        "POST",
        "/parked/{service}/{event}/discards",
        "Give up a parked event",
        service="that service",
        rpc="discard_parked",
        request=DiscardParkedOf,
        reply=Retried,
        access="administrator",
        answer=discard,
        description=(
            "For good: it will never be applied, and who gave it up and why is kept with it. Only "
            "the first of its aggregate can be; those behind it are applied at once, as by a retry."
        ),
        example={"why": "Its council was merged into another one before it came."},
    ),
]
