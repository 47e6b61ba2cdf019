"""What somebody was told, as the web client lists it.

RPC methods: ``whats_new``, ``count_unseen``, ``mark_seen``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from contracts.fields import PageSize, Secret
from contracts.notifications.topics import TopicName


@dataclass(frozen=True)
class GetWhatsNew:
    """The caller's own, newest first."""

    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 20


@dataclass(frozen=True)
class NewsItem:
    """`name` is what happened, such as ``barrier-answered``; `data` what a sentence of it needs.
    `link` is an address within Waymark."""

    id: str
    topic: TopicName
    name: str
    at: datetime
    data: dict[str, Any]
    link: str
    seen: bool


@dataclass(frozen=True)
class WhatsNew:
    """`unseen` counts all of them, not only those of this page."""

    items: tuple[NewsItem, ...]
    unseen: int
    next: str | None = None


@dataclass(frozen=True)
class CountUnseen:
    """How much is new to the caller. Asks no other service, so that every page can say it."""


@dataclass(frozen=True)
class MarkSeen:
    """The caller has seen all that there is until now."""


@dataclass(frozen=True)
class Seen:
    unseen: int
