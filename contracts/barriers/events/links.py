"""Barriers that feed each other."""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "barriers-linked", of="barrier-link", subject="link")
@dataclass(frozen=True)
class BarriersLinked(Event):
    """`barrier` makes the barrier `feeds` worse."""

    link: str
    barrier: str
    feeds: str
    at: datetime


@event("barriers", "barriers-unlinked", of="barrier-link", subject="link")
@dataclass(frozen=True)
class BarriersUnlinked(Event):
    link: str
    barrier: str
    feeds: str
    at: datetime
