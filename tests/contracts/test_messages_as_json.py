"""What crosses RPC and what events carry is written by orjson and read by marshmallow."""

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import orjson
import pytest

from contracts.events import REGISTRY, dump_data, event_schema
from contracts.messages import dump, schema_of
from contracts.topology import SERVICES

PLAIN = {
    str: "Ystrad Mynach ✓",
    int: 3,
    float: 0.25,
    bool: True,
    NoneType: None,
    datetime: datetime(2026, 11, 23, 9, 30, 0, 120_000, tzinfo=UTC),
    date: date(2026, 11, 23),
    Any: {"en": "Any", "cy": None},
}


def messages() -> Iterator[type[Any]]:
    for service in (*SERVICES, "operating"):
        for found in vars(import_module(f"contracts.{service}.messages")).values():
            if inspect.isclass(found) and is_dataclass(found):
                yield found


def values(kind: Any) -> list[Any]:
    """One value of each form that `kind` allows."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return values(arguments[0])
    if origin is Literal:
        return [arguments[0]]
    if origin in (Union, UnionType):
        return [value for argument in arguments for value in values(argument)]
    if origin is tuple:
        return [(), tuple(values(arguments[0]))]
    if origin is dict:
        return [{"key": value} for value in values(arguments[1])]
    return examples(kind) if is_dataclass(kind) else [PLAIN[kind]]


def examples(message: Any) -> list[Any]:
    """Messages in which every form of every field occurs."""
    hints = get_type_hints(message, include_extras=True)
    forms = {field.name: values(hints[field.name]) for field in fields(message)}
    longest = max((len(each) for each in forms.values()), default=1)
    return [
        message(**{name: each[number % len(each)] for name, each in forms.items()})
        for number in range(longest)
    ]


@pytest.mark.parametrize("message", sorted(set(messages()), key=str), ids=lambda m: m.__name__)
def test_a_message_is_written_as_its_schema_would_write_it(message: type[Any]) -> None:
    for example in examples(message):
        assert dump(example) == as_json(schema_of(message).dump(example))


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_an_event_is_written_as_its_schema_would_write_it(name: str) -> None:
    for example in examples(REGISTRY[name]):
        assert dump_data(example) == as_json(event_schema(REGISTRY[name]).dump(example))


def as_json(dumped: Any) -> Any:
    return orjson.loads(orjson.dumps(dumped))
