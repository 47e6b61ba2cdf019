"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import BARRIERS, candidates, id_of
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
    "candidates",
    "id_of",
    "listed",
    "seen_by",
    "shown",
]
