"""An item of what is new, out of its document and what barriers says of its barrier today."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contracts.barriers.messages import Concerned
from contracts.messages import dump
from contracts.notifications.messages.news import NewsItem
from services.notifications.domain import places

Document = Mapping[str, Any]


def news_item(
    document: Document, barriers: Mapping[str, Concerned], seen_until: datetime | None
) -> NewsItem:
    barrier = barriers.get(document["data"].get("barrier", ""))
    return NewsItem(
        id=document["_id"],
        topic=document["topic"],
        name=document["name"],
        at=document["at"],
        data=told(document["data"], barrier),
        link=places.of(document["name"], barrier.number if barrier else None),
        seen=seen_until is not None and document["told"] <= seen_until,
    )


def told(data: Mapping[str, Any], barrier: Concerned | None) -> dict[str, Any]:
    """The event's fields that a sentence needs, with the barrier's `number`, its `title` (None
    where it is confidential), and `bodies`: their names in both languages, by id."""
    if barrier is None:
        return dict(data)
    bodies = {each.id: dump(each.name) for each in barrier.bodies}
    return {**data, "number": barrier.number, "title": barrier.title, "bodies": bodies}
