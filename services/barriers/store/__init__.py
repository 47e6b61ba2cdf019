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
from services.barriers.store.moderation import (
    FLAGS,
    NOTES,
    OLDEST_FIRST,
    OPEN,
    REPLIES,
    flag_document,
    flag_of,
    remove_words,
    settle,
)
from services.barriers.store.releases import RELEASES, release_of, releases_of
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, RELEASES, NOTES, FLAGS, REPLIES]

__all__ = [
    "BARRIERS",
    "FLAGS",
    "NEWEST_FIRST",
    "NOTES",
    "OLDEST_FIRST",
    "OPEN",
    "RELEASES",
    "REPLIES",
    "STORES",
    "TAXONOMIES",
    "KnownWords",
    "candidates",
    "flag_document",
    "flag_of",
    "happenings_of",
    "id_of",
    "listed",
    "release_of",
    "releases_of",
    "remove_words",
    "seen_by",
    "settle",
]
