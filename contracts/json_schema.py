"""JSON Schemas (2020-12) of the marshmallow schemas that check messages and events."""

from collections.abc import Iterable
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields as marshmallow_fields

from contracts import fields
from contracts.cloudevents import CONTENT_TYPE
from contracts.events import Event, event_schema
from contracts.reference import said

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHARED = "#/components/schemas/"
"""Where apispec lets references to a nested schema lead."""

OWN = "#/$defs/"
"""Where they lead in a schema that stands by itself."""

ENVELOPE: Schema = {
    "type": "object",
    "description": "CloudEvents 1.0, structured mode, with extensions of ours.",
    "required": [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "aggregate",
        "sequence", "correlationid", "data",
    ],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {
            "type": "string",
            "minLength": 1,
            "description": "Unique; the same event may come twice.",
        },
        "source": {
            "type": "string",
            "pattern": "^/waymark/[a-z]+$",
            "description": "The service that it happened in.",
        },
        "type": {"type": "string", "description": "Its name and the version of its data."},
        "subject": {
            "type": "string",
            "minLength": 1,
            "description": "The id of what it happened to.",
        },
        "time": {"type": "string", "format": "date-time", "description": "When it happened."},
        "datacontenttype": {"const": "application/json"},
        "aggregate": {"type": "string", "description": "What kind of thing it happened to."},
        "sequence": {
            "type": "string",
            "pattern": "^[1-9][0-9]{0,18}$",
            "description": "Counts the events of that thing from 1 without gaps.",
        },
        "position": {
            "type": "string",
            "pattern": "^[1-9][0-9]{0,18}$",
            "description": "Counts all events of the service, in the order of its feed.",
        },
        "erased": {
            "type": "string",
            "format": "date-time",
            "description": "When words were taken out of it: [removed/tynnwyd] stands for them.",
        },
        "correlationid": {
            "type": "string",
            "description": "The same for everything that one request brought about.",
        },
        "traceparent": {
            "type": "string",
            "description": "Of the W3C's trace context, where the request had one.",
        },
        "data": {"type": "object"},
    },
}  # fmt: skip
"""What all events have in common, whatever their data."""


def schema_writer(**about: Any) -> tuple[APISpec, Any]:
    """A document of OpenAPI 3.1, whose schemas are those of JSON Schema 2020-12, and what turns
    marshmallow's fields into them. `about` is what APISpec takes."""
    plugin = MarshmallowPlugin()
    spec = APISpec(openapi_version="3.1.0", plugins=[plugin], **about)
    converter: Any = plugin.converter
    converter.add_attribute_function(bounds)
    return spec, converter


def bounds(_: Any, field: marshmallow_fields.Field, **__: Any) -> dict[str, Any]:
    """What our own kinds of text and number check, as JSON Schema says it."""
    if isinstance(field, fields.Level):
        return {"minimum": 1, "maximum": 5}
    if isinstance(field, fields.PageSize):
        return {"minimum": 1, "maximum": 100}
    found: dict[str, Any] = {}
    form = getattr(field, "FORM", None)
    if form is not None:
        found["pattern"] = f"^{form.pattern}$"
    for name, keyword in (("minimum", "minLength"), ("maximum", "maxLength")):
        bound = getattr(field, name, None)
        if isinstance(bound, int):
            found[keyword] = bound
    return found


def data_schemas(events: Iterable[type[Event]]) -> dict[str, Schema]:
    """The schemas of the events' `data` under their routing keys, and of all that is nested in
    them under the names of its classes; references lead to ``#/components/schemas/``."""
    spec, _ = schema_writer(title="", version="")
    for cls in events:
        described = {"description": said(cls)} if said(cls) else {}
        spec.components.schema(cls.routing_key(), described, schema=event_schema(cls))
    schemas: dict[str, Schema] = spec.to_dict()["components"]["schemas"]
    return schemas


def data_schema(cls: type[Event]) -> Schema:
    """The schema of an event's `data`, which stands by itself."""
    nested = data_schemas([cls])
    own = nested.pop(cls.routing_key())
    parts: Schema = {"$defs": nested} if nested else {}
    alone: Schema = leading({**own, **parts}, SHARED, OWN)
    return {"$schema": DIALECT, "title": cls.type_name(), **alone}


def event_in_envelope(cls: type[Event], envelope: Schema, data: Schema) -> Schema:
    """The schema of a whole event, out of those of its two parts."""
    fixed = {
        "source": {"const": f"/waymark/{cls.SERVICE}"},
        "type": {"const": cls.type_name()},
        "aggregate": {"const": cls.AGGREGATE},
        "data": data,
    }
    return {"allOf": [envelope, {"type": "object", "properties": fixed}]}


def cloudevent_schema(cls: type[Event]) -> Schema:
    """The schema of a whole event as it is sent, which stands by itself."""
    data = dict(data_schema(cls))
    parts = data.pop("$defs", {})
    del data["$schema"]
    whole = event_in_envelope(cls, {"$ref": f"{OWN}CloudEvent"}, {"$ref": f"{OWN}data"})
    return {
        "$schema": DIALECT,
        "title": f"{cls.type_name()} as {CONTENT_TYPE}",
        **whole,
        "$defs": {"CloudEvent": ENVELOPE, "data": data, **parts},
    }


def leading(schema: Any, before: str, after: str) -> Any:
    """The same schema with its references that lead to `before` leading to `after`."""
    if isinstance(schema, list):
        return [leading(each, before, after) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: value.replace(before, after) if name == "$ref" else leading(value, before, after)
        for name, value in schema.items()
    }
