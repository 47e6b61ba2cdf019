"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import (
    BARRIERS,
    NEWEST_FIRST,
    id_of,
    in_order,
    listed,
    seen_by,
)
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES]

__all__ = [
    "BARRIERS",
    "NEWEST_FIRST",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "id_of",
    "in_order",
    "listed",
    "seen_by",
]
