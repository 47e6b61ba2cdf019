"""Pages of a long list: a cursor names the last row seen, so new rows shift nothing."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from pymongo.collection import Collection

from contracts.errors import Invalid

Order = Sequence[tuple[str, int]]


def page(
    collection: Collection[dict[str, Any]],
    query: Mapping[str, Any],
    *,
    order: Order,
    after: str | None,
    limit: int,
    fields: Mapping[str, Any] | None = None,
) -> tuple[list[dict[str, Any]], str | None]:
    """The next `limit` documents behind the cursor `after`, and the following cursor.

    `order` are fields (``case.due`` is one within another) with 1 or -1; the last of them is
    unique, such as ``_id``. `fields` is MongoDB's projection, with those of the order in it; by
    default documents come whole.

    Raises:
        Invalid: `after` is no cursor of this list.
    """
    conditions: list[Mapping[str, Any]] = [query] if query else []
    if after is not None:
        conditions.append(following(after, order))
    found = collection.find({"$and": conditions} if conditions else {}, fields)
    documents = list(found.sort(list(order)).limit(limit + 1))
    if len(documents) <= limit:
        return documents, None
    return documents[:limit], encode(documents[limit - 1], order)


def following(after: str, order: Order) -> dict[str, Any]:
    """What a query asks for behind the cursor `after`. Raises Invalid where it is none."""
    return behind(order, decode(after, order))


def behind(order: Order, values: Sequence[Any]) -> dict[str, Any]:
    """The documents after the one with these values: a later field decides among equals."""
    alternatives = []
    for index, (field, direction) in enumerate(order):
        equal = {name: values[place] for place, (name, _) in enumerate(order[:index])}
        operator = "$gt" if direction > 0 else "$lt"
        alternatives.append({**equal, field: {operator: values[index]}})
    return {"$or": alternatives}


def encode(document: Mapping[str, Any], order: Order) -> str:
    values = [at_path(document, field) for field, _ in order]
    plain = [{"t": value.isoformat()} if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def at_path(document: Mapping[str, Any], path: str) -> Any:
    """The value of a field, or with dots of one within; None where there is none."""
    value: Any = document
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def decode(cursor: str, order: Order) -> list[Any]:
    try:
        plain = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [
            datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value
            for value in plain
        ]
    except (ValueError, KeyError, TypeError):
        plain, values = None, []
    its_form = isinstance(plain, list) and len(values) == len(order)
    if not its_form or not all(comparable(value) for value in values):
        raise Invalid(details={"after": ["Must be the cursor of a page of this list."]})
    return values


def comparable(value: Any) -> bool:
    """Whether MongoDB can be asked for it: whole numbers have at most 64 bits there."""
    if isinstance(value, int):
        return abs(value) < 2**63
    return value is None or isinstance(value, str | float | datetime)
