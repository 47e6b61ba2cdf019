"""Events, described for programs: /asyncapi.json and /events/schemas, of barriers and of all else.

Everything is made once in a process, of the same classes that check the events.
"""

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts import asyncapi
from contracts.errors import NotFound
from contracts.events import REGISTRY
from contracts.history.files import OURS
from contracts.json_schema import cloudevent_schema, data_schema
from contracts.topology import SERVICES
from gateway.api.documents import Document

SCHEMA = "application/schema+json"


class NoSuchSchema(NotFound):
    code = "no-such-schema"
    message = "There is no schema of that name: /subscribe/events links to all of them."


def routes() -> list[Route]:
    return [
        Route("/asyncapi.json", described().answer),
        Route("/events/schemas/{name}", schema),
    ]


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
