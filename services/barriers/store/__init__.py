"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import BARRIERS, id_of, in_order
from services.barriers.store.lists import NEWEST_FIRST, ORDERS, listed, seen_by, shown
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES]

__all__ = [
    "BARRIERS",
    "NEWEST_FIRST",
    "ORDERS",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "id_of",
    "in_order",
    "listed",
    "seen_by",
    "shown",
]
