"""Events, described: for programs at /asyncapi.json and /events/schemas, for people at /events.

Everything is made once in a process, of the same classes that check the events.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts import asyncapi
from contracts.errors import NotFound
from contracts.events import REGISTRY, Event
from contracts.history.files import OURS
from contracts.json_schema import cloudevent_schema, data_schema
from contracts.reference import events_of, fields_of, nested_in, said
from contracts.topology import SERVICES, events_exchange
from gateway.api.documents import Document
from gateway.templating import render

SCHEMA = "application/schema+json"


class NoSuchSchema(NotFound):
    code = "no-such-schema"
    message = "There is no schema of that name: /api/v1/events links to all of them."


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


def routes() -> list[Route]:
    return [
        Route("/asyncapi.json", described().answer),
        Route("/events", page),
        Route("/events/schemas/{name}", schema),
    ]


async def page(request: Request) -> Response:
    return render(request, "api/events.html", {"sections": sections()})


async def schema(request: Request) -> Response:
    document = schemas().get(request.path_params["name"])
    if document is None:
        raise NoSuchSchema
    return await document.answer(request)


@cache
def described() -> Document:
    return Document(asyncapi.document())


@cache
def schemas() -> dict[str, Document]:
    """By the last part of their address; of versions that are written no more, as released."""
    ours = [cls for cls in REGISTRY.values() if cls.SERVICE in SERVICES]
    released = OURS.released()["events"].items()
    values: dict[str, Any] = {
        **{f"{name}.json": event["data"] for name, event in released},
        **{f"{cls.type_name()}.json": data_schema(cls) for cls in ours},
        **{f"{cls.type_name()}.cloudevent.json": cloudevent_schema(cls) for cls in ours},
    }
    return {name: Document(each, SCHEMA) for name, each in values.items()}


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
        about=f"Happens to one {cls.AGGREGATE}. {said(cls)}".strip(),
        fields=fields_of(cls),
        type_name=cls.type_name(),
        routing_key=cls.routing_key(),
        example=orjson.dumps(golden, option=orjson.OPT_INDENT_2).decode(),
    )
