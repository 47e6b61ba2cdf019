"""RPC messages: frozen dataclasses whose marshmallow schemas come from their annotations."""

from collections.abc import Mapping
from typing import Any, TypeVar

import marshmallow
import marshmallow_dataclass
import orjson

from contracts.errors import Invalid
from contracts.fields import Flag, Whole

T = TypeVar("T")


class StrictSchema(marshmallow.Schema):
    """Refuses what it does not know, so that a misspelt field is named instead of ignored."""

    class Meta:
        unknown = marshmallow.RAISE

    TYPE_MAPPING: dict[type, type[marshmallow.fields.Field]] = {bool: Flag, int: Whole}  # noqa: RUF012


SCHEMAS: dict[type[Any], marshmallow.Schema] = {}


def schema_of(message: type[Any]) -> marshmallow.Schema:
    """The marshmallow schema of a message class, made once."""
    if message not in SCHEMAS:
        whole = marshmallow_dataclass.class_schema(message, base_schema=StrictSchema)
        name_nested(whole, {})
        SCHEMAS[message] = whole()
    return SCHEMAS[message]


def name_nested(schema: Any, seen: dict[str, Any]) -> None:
    """Puts the schema itself where marshmallow-dataclass left its name.

    It names a class that stands in a message twice, and marshmallow looks names up among all
    schemas of the process, where another one may have the same.
    """
    seen[schema.__name__] = schema
    for field in schema._declared_fields.values():  # noqa: SLF001 (there is no public way)
        inner = getattr(field, "inner", field)
        if isinstance(inner, marshmallow.fields.Nested):
            if isinstance(inner.nested, str):
                inner.nested = seen[inner.nested]
            else:
                name_nested(inner.nested, seen)


def load(message: type[T], data: Mapping[str, Any]) -> T:
    """Checks `data` and makes the message of it.

    Raises:
        Invalid: with every mistake in `details`, path → sentences.
    """
    try:
        loaded: T = schema_of(message).load(data)
    except marshmallow.ValidationError as error:
        raise Invalid(details=paths(error.messages)) from None
    return loaded


def to_json(message: Any) -> bytes:
    """A message, or plain values, as JSON.

    orjson writes a dataclass in the same form as its marshmallow schema would, many times as fast.
    """
    return orjson.dumps(message)


def dump(message: Any) -> dict[str, Any]:
    """The message as plain JSON values."""
    dumped: dict[str, Any] = orjson.loads(to_json(message))
    return dumped


def paths(messages: Any, prefix: str = "") -> dict[str, list[str]]:
    """Marshmallow's nested messages as flat paths: ``{"answers[2].current": ["…"]}``."""
    if isinstance(messages, list):
        return {prefix or "request": [str(message) for message in messages]}
    if isinstance(messages, str):
        return {prefix or "request": [messages]}
    flat: dict[str, list[str]] = {}
    for key, value in messages.items():
        if key == "_schema":
            name = prefix
        elif isinstance(key, int):
            name = f"{prefix}[{key}]"
        else:
            name = f"{prefix}.{key}" if prefix else str(key)
        flat.update(paths(value, name))
    return flat
