"""Old events in today's words.

An event that is stored stays as it was written. When its shape changes, its class moves to the next
version and a function here takes the data of the version before to it; whoever reads an event sees
the newest version alone. What is too new to be known is refused, for docs/decisions says why.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from contracts.events import CURRENT, PREFIX, Event

Data = dict[str, Any]
Upcaster = Callable[[Data], Data]
U = TypeVar("U", bound=Upcaster)

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
TYPE = re.compile(
    rf"{re.escape(PREFIX)}\.(?P<name>[a-z]+\.[a-z0-9-]+)\.v(?P<version>[1-9]\d{{0,5}})"
)

BROKEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What an upcaster raises at data that are not of the version that they say they are."""


class Unreadable(ValueError):
    """An event that this release can't read: a later one wrote it, or it is not what it says."""


def upcaster(service: str, name: str, *, version: int) -> Callable[[U], U]:
    """Registers a pure function from the `data` of `version` to those of the one after it.

    It takes JSON values, which it may change, and answers JSON values.
    """

    def register(function: U) -> U:
        key = (f"{service}.{name}", version)
        if key in UPCASTERS:
            raise ValueError(f"{service}.{name}.v{version} has two upcasters")
        UPCASTERS[key] = function
        return function

    return register


def newest(type_name: str, data: Data) -> tuple[type[Event], Data]:
    """The class that stands for this type of event today, and `data` in its version.

    Raises:
        Unreadable: a later release wrote it, or its data are not of its version.
    """
    name, version = parsed(type_name)
    cls = CURRENT.get(name)
    if cls is None or version > cls.VERSION:
        known = f"knows it up to v{cls.VERSION}" if cls else "knows no event of this name"
        raise Unreadable(
            f"{type_name} is newer than this release, which {known}. Update, then retry"
        )
    return cls, upcast(name, version, data) if version < cls.VERSION else data


def upcast(name: str, version: int, data: Data) -> Data:
    """`data` taken from `version` of an event to its newest; those passed in stay as they are."""
    upcasted: Data = orjson.loads(orjson.dumps(data))
    for step in range(version, CURRENT[name].VERSION):
        function = UPCASTERS.get((name, step))
        if function is None:
            raise Unreadable(f"nothing leads from {name}.v{step} to the version after it")
        try:
            upcasted = function(upcasted)
        except BROKEN as error:
            raise Unreadable(f"its data are not those of {name}.v{step}: {error!r}") from error
    return upcasted


def parsed(type_name: str) -> tuple[str, int]:
    """Such as ``("barriers.barrier-raised", 1)``."""
    found = TYPE.fullmatch(type_name)
    if found is None:
        raise Unreadable(f"{type_name} is no type of an event of ours")
    return found[1], int(found[2])
