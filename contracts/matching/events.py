"""What happens in matching."""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("matching", "resource-published", of="resource", subject="resource")
@dataclass(frozen=True)
class ResourcePublished(Event):
    resource: str
    title_en: str
    title_cy: str
    at: datetime


@event("matching", "resource-changed", of="resource", subject="resource")
@dataclass(frozen=True)
class ResourceChanged(Event):
    resource: str
    title_en: str
    title_cy: str
    at: datetime


@event("matching", "help-offered", of="help-offer", subject="council")
@dataclass(frozen=True)
class HelpOffered(Event):
    """The council agreed to be named as a helper for these characteristics, and for no others."""

    council: str
    characteristics: tuple[str, ...]
    capacity: int
    at: datetime


@event("matching", "help-withdrawn", of="help-offer", subject="council")
@dataclass(frozen=True)
class HelpWithdrawn(Event):
    council: str
    at: datetime
