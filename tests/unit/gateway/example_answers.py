"""Answers as small as a service's own types allow, for pages that are tested without services."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

PLAIN: dict[Any, Any] = {
    str: "A word",
    int: 1,
    float: 1.0,
    bool: False,
    NoneType: None,
    datetime: "2026-11-02T09:30:00+00:00",
    date: "2026-11-02",
}


def of(service: type[Any]) -> Iterator[tuple[str, Any]]:
    """``(service.method, answer)`` for every RPC method of a service's class."""
    for name in dir(service):
        handle = getattr(getattr(service, name), "__wrapped__", None)
        if handle is not None:
            yield f"{service.name}.{name}", example(get_type_hints(handle)["return"])


def example(kind: Any) -> Any:
    """A value of a type as JSON has it: fields with a default have that one, lists are empty."""
    if is_dataclass(kind):
        return {each.name: given(each, get_type_hints(kind)[each.name]) for each in fields(kind)}
    if get_origin(kind) is Annotated or str(get_origin(kind)) == "typing.Literal":
        first = get_args(kind)[0]
        return example(first) if get_origin(kind) is Annotated else first
    if get_origin(kind) in (tuple, list):
        return []
    if get_origin(kind) is dict or kind is dict:
        return {}
    inner = get_args(kind)
    return example(inner[0]) if inner else PLAIN.get(kind)


def given(each: Any, kind: Any) -> Any:
    if each.default is not MISSING:
        return list(each.default) if isinstance(each.default, tuple) else each.default
    return {} if each.default_factory is not MISSING else example(kind)
