"""The machinery of events: how a class becomes a type with a name, a version and a schema.

The events themselves stand with their service: `contracts.accounts.events` and so on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import marshmallow
import marshmallow_dataclass

from contracts.messages import dump

PREFIX = "uk.waymark"


class EventSchema(marshmallow.Schema):
    """Ignores what it does not know: a reader of today reads what a later release adds."""

    class Meta:
        unknown = marshmallow.EXCLUDE


@dataclass(frozen=True)
class Event:
    """Something that happened to one aggregate. Subclasses are named in the past tense."""

    SERVICE: ClassVar[str]
    AGGREGATE: ClassVar[str]
    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    SUBJECT: ClassVar[str]

    @property
    def subject(self) -> str:
        """The aggregate's id."""
        return str(getattr(self, self.SUBJECT))

    @classmethod
    def type_name(cls) -> str:
        """Such as ``uk.waymark.barriers.barrier-raised.v1``."""
        return f"{PREFIX}.{cls.routing_key()}"

    @classmethod
    def routing_key(cls) -> str:
        """Such as ``barriers.barrier-raised.v1``."""
        return f"{cls.SERVICE}.{cls.NAME}.v{cls.VERSION}"


E = TypeVar("E", bound=type[Event])
REGISTRY: dict[str, type[Event]] = {}
CURRENT: dict[str, type[Event]] = {}
"""By name without version, such as ``barriers.barrier-raised``: there is one class for each."""

SCHEMAS: dict[type[Event], marshmallow.Schema] = {}


def event(service: str, name: str, *, of: str, subject: str, version: int = 1) -> Callable[[E], E]:
    """Registers an event class: the newest version of its event, and the only one with a class.

    Versions before it are read through `contracts.upcasting`.

    Args:
        service: the service that publishes it.
        name: kebab-case, in the past tense.
        of: the kind of aggregate that it happened to.
        subject: the attribute that holds the aggregate's id.
        version: of the shape of its data.
    """

    def register(cls: E) -> E:
        if f"{service}.{name}" in CURRENT:
            raise ValueError(f"{service}.{name} is registered twice: only its newest has a class")
        cls.SERVICE, cls.NAME, cls.AGGREGATE = service, name, of
        cls.SUBJECT, cls.VERSION = subject, version
        REGISTRY[cls.type_name()] = CURRENT[f"{service}.{name}"] = cls
        return cls

    return register


def event_schema(cls: type[Event]) -> marshmallow.Schema:
    """The marshmallow schema of an event's `data`, made once."""
    if cls not in SCHEMAS:
        SCHEMAS[cls] = marshmallow_dataclass.class_schema(cls, base_schema=EventSchema)()
    return SCHEMAS[cls]


def types_of(service: str, aggregate: str) -> list[type[Event]]:
    """Every event type that can happen to one kind of aggregate, by name."""
    return sorted(
        (cls for cls in REGISTRY.values() if (service, aggregate) == (cls.SERVICE, cls.AGGREGATE)),
        key=lambda cls: cls.NAME,
    )


def dump_data(happened: Event) -> dict[str, Any]:
    """The event's `data` as plain JSON values."""
    return dump(happened)
