"""What the events of this release promise to those who read them, as JSON values."""

from typing import Any

from contracts.events import PREFIX, REGISTRY, Event
from contracts.json_schema import ENVELOPE, data_schema
from contracts.topology import SERVICES, events_exchange
from contracts.upcasting import UPCASTERS


def today() -> dict[str, Any]:
    """``envelope``, the schema of what all events have in common; ``events``, type → where it is
    published, what it happens to, and the schema of its data; and ``upcast``, the types that are
    not written any more and still read."""
    ours = sorted(name for name, cls in REGISTRY.items() if cls.SERVICE in SERVICES)
    return {
        "envelope": ENVELOPE,
        "events": {name: promise(REGISTRY[name]) for name in ours},
        "upcast": sorted(f"{PREFIX}.{name}.v{version}" for name, version in UPCASTERS),
    }


def promise(cls: type[Event]) -> dict[str, Any]:
    return {
        "exchange": events_exchange(cls.SERVICE),
        "routing_key": cls.routing_key(),
        "aggregate": cls.AGGREGATE,
        "subject": cls.SUBJECT,
        "data": data_schema(cls),
    }
