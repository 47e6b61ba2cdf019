"""What the trial service tells and is asked; `admit` makes it one of the platform's services."""

from dataclasses import dataclass
from typing import Annotated

from contracts import topology
from contracts.events import Event, event
from contracts.fields import Line
from contracts.upcasting import Data, upcaster


@event("trial", "thing-added", of="thing", subject="thing")
@dataclass(frozen=True)
class ThingAdded(Event):
    thing: str
    text: str


@event("trial", "thing-counted", of="thing", subject="thing", version=2)
@dataclass(frozen=True)
class ThingCounted(Event):
    """`amount` was added; `text` tells handlers how to behave."""

    thing: str
    amount: int
    text: str = ""


@upcaster("trial", "thing-counted", version=1)
def count_becomes_amount(data: Data) -> Data:
    """The first version called what was added `count`, which was taken for the sum."""
    data["amount"] = data.pop("count")
    return data


@dataclass(frozen=True)
class AddThing:
    thing: Annotated[str, Line]
    text: str = ""
    label: str | None = None


@dataclass(frozen=True)
class CountThing:
    """Adds `amount`; takes `seconds` about it."""

    thing: Annotated[str, Line]
    amount: int = 1
    seconds: float = 0.0
    expected: int | None = None
    text: str = ""


@dataclass(frozen=True)
class GetThing:
    thing: Annotated[str, Line]


@dataclass(frozen=True)
class Wait:
    """Be busy for that long: in the database, or in a transaction there, or in the service."""

    seconds: float
    where: str = "service"


@dataclass(frozen=True)
class Thing:
    thing: str
    count: int
    version: int


def admit() -> None:
    """The trial service listens to itself."""
    if "trial" not in topology.SERVICES:
        topology.SERVICES = (*topology.SERVICES, "trial")
        topology.SUBSCRIPTIONS["trial"] = {"trial": ("thing",)}


def withdraw() -> None:
    topology.SERVICES = tuple(name for name in topology.SERVICES if name != "trial")
    topology.SUBSCRIPTIONS.pop("trial", None)
