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
from services.barriers.store.happenings import happenings_of
from services.barriers.store.releases import RELEASES, release_of, releases_of
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, RELEASES]

__all__ = [
    "BARRIERS",
    "NEWEST_FIRST",
    "RELEASES",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "candidates",
    "happenings_of",
    "id_of",
    "listed",
    "release_of",
    "releases_of",
    "seen_by",
]
