"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import (
    BARRIERS,
    NEWEST_FIRST,
    candidates,
    id_of,
    listed,
    seen_by,
)
from services.barriers.store.drafts import DRAFTS, FILES
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, DRAFTS, FILES]

__all__ = [
    "BARRIERS",
    "DRAFTS",
    "FILES",
    "NEWEST_FIRST",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "candidates",
    "id_of",
    "listed",
    "seen_by",
]
