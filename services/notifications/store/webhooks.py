"""Webhooks, and which of them are to be posted to."""

import random
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pymongo import IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from services.notifications.domain.webhooks import (
    MOST_WEBHOOKS,
    NoSuchWebhook,
    TooManyWebhooks,
    Webhook,
)

Documents = Collection[dict[str, Any]]

WEBHOOKS = Aggregates(
    "webhooks",
    Webhook,
    missing=NoSuchWebhook,
    indexes=[
        IndexModel([("organisation", 1), ("_id", 1)]),
        IndexModel("state"),
        # A place among an organisation's is taken once: so there are never more.
        IndexModel(
            [("organisation", 1), ("place", 1)],
            unique=True,
            partialFilterExpression={"removed": False, "place": {"$gte": 0}},
        ),
    ],
)
OLDEST_FIRST = (("_id", 1),)


def there_of(organisation: str | None) -> Mapping[str, Any]:
    """What a query asks for: the webhooks of an organisation, or everybody's."""
    there: dict[str, Any] = {"removed": False}
    return there if organisation is None else {"organisation": organisation, **there}


def free_place(webhooks: Documents, organisation: str) -> int:
    """Any of them: of many at once, few want the same one. Raises TooManyWebhooks where there is
    none."""
    found = webhooks.find(there_of(organisation), {"place": True})
    taken = {each.get("place") for each in found}
    free = [place for place in range(MOST_WEBHOOKS) if place not in taken]
    if not free:
        raise TooManyWebhooks
    return random.choice(free)  # noqa: S311


def posted_to_by_organisation(webhooks: Documents) -> dict[str, list[str]]:
    """The ids of those that are posted to, by whose they are."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in webhooks.find({"state": "active"}, {"organisation": True}):
        found[each["organisation"]].append(each["_id"])
    return found


def active(webhooks: Documents) -> list[str]:
    """The ids of those that are posted to."""
    return [each["_id"] for each in webhooks.find({"state": "active"}, {"_id": 1})]
