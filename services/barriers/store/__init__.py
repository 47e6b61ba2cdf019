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
from services.barriers.store.happenings import happenings_of, latest
from services.barriers.store.releases import RELEASES, release_of, releases_of
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords
from services.barriers.store.watches import (
    LOOKS,
    WATCHES,
    is_watching,
    look,
    looked,
    set_watching,
    watched_by,
)

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, WATCHES, LOOKS, RELEASES]

__all__ = [
    "BARRIERS",
    "LOOKS",
    "NEWEST_FIRST",
    "RELEASES",
    "STORES",
    "TAXONOMIES",
    "WATCHES",
    "KnownWords",
    "candidates",
    "happenings_of",
    "id_of",
    "is_watching",
    "latest",
    "listed",
    "look",
    "looked",
    "release_of",
    "releases_of",
    "seen_by",
    "set_watching",
    "watched_by",
]
