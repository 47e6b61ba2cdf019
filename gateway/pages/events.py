"""The page of all events: their fields, an example of each, and where their schemas are."""

from dataclasses import dataclass
from functools import cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts import asyncapi
from contracts.events import Event
from contracts.history.files import OURS
from contracts.reference import events_of, fields_of, nested_in, said
from contracts.topology import SERVICES, events_exchange
from gateway.templating import render


@dataclass(frozen=True)
class Table:
    """`about` and the second words of `fields` have code between backticks, every second part."""

    name: str
    about: str
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class Entry(Table):
    type_name: str
    routing_key: str
    example: str


@dataclass(frozen=True)
class Section:
    service: str
    exchange: str
    entries: list[Entry]
    parts: list[Table]


async def page(request: Request) -> Response:
    return render(request, "subscribe/events.html", {"sections": sections()})


@cache
def sections() -> list[Section]:
    return [section(service) for service in sorted(SERVICES) if events_of(service)]


def section(service: str) -> Section:
    events = events_of(service)
    return Section(
        service,
        events_exchange(service),
        [entry(cls) for cls in events],
        [Table(cls.__name__, said(cls), fields_of(cls)) for cls in nested_in(events)],
    )


def entry(cls: type[Event]) -> Entry:
    golden = OURS.golden(cls.routing_key())
    return Entry(
        name=asyncapi.short(cls),
        about=f"{asyncapi.summary(cls)} {said(cls)}".strip(),
        fields=fields_of(cls),
        type_name=cls.type_name(),
        routing_key=cls.routing_key(),
        example=orjson.dumps(golden, option=orjson.OPT_INDENT_2).decode(),
    )


routes = [Route("/subscribe/events", page, methods=["GET"])]
