"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import (
    BARRIERS,
    BY_DUE,
    NEWEST_FIRST,
    candidates,
    id_of,
    listed,
    run_out,
    seen_by,
)
from services.barriers.store.bodies import BODIES, known_body, standing_for
from services.barriers.store.drafts import DRAFTS, FILES
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, BODIES, DRAFTS, FILES]

__all__ = [
    "BARRIERS",
    "BODIES",
    "BY_DUE",
    "DRAFTS",
    "FILES",
    "NEWEST_FIRST",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "candidates",
    "id_of",
    "known_body",
    "listed",
    "run_out",
    "seen_by",
    "standing_for",
]
