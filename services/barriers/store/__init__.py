"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import BARRIERS, candidates, id_of, run_out
from services.barriers.store.bodies import BODIES, known_body, standing_for
from services.barriers.store.drafts import DRAFTS, FILES
from services.barriers.store.lists import NEWEST_FIRST, ORDERS, listed, seen_by, shown
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, BODIES, DRAFTS, FILES]

__all__ = [
    "BARRIERS",
    "BODIES",
    "DRAFTS",
    "FILES",
    "NEWEST_FIRST",
    "ORDERS",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "candidates",
    "id_of",
    "known_body",
    "listed",
    "run_out",
    "seen_by",
    "shown",
    "standing_for",
]
