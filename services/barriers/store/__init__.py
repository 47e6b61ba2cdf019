"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import BARRIERS, candidates, id_of, run_out
from services.barriers.store.bodies import BODIES, known_body, standing_for
from services.barriers.store.drafts import DRAFTS, FILES
from services.barriers.store.happenings import happenings_of, latest
from services.barriers.store.histories import BELONGING, LATEST_FIRST, belonging, events_of
from services.barriers.store.lists import NEWEST_FIRST, ORDERS, listed, seen_by, shown
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
from services.barriers.store.watches import (
    LOOKS,
    WATCHES,
    is_watching,
    look,
    looked,
    set_watching,
    watched_by,
)

STORES: list[ReadModel] = [
    BARRIERS,
    TAXONOMIES,
    BODIES,
    DRAFTS,
    FILES,
    RELEASES,
    NOTES,
    FLAGS,
    REPLIES,
    WATCHES,
    LOOKS,
]

__all__ = [
    "BARRIERS",
    "BELONGING",
    "BODIES",
    "DRAFTS",
    "FILES",
    "FLAGS",
    "LATEST_FIRST",
    "LOOKS",
    "NEWEST_FIRST",
    "NOTES",
    "OLDEST_FIRST",
    "OPEN",
    "ORDERS",
    "RELEASES",
    "REPLIES",
    "STORES",
    "TAXONOMIES",
    "WATCHES",
    "KnownWords",
    "belonging",
    "candidates",
    "events_of",
    "flag_document",
    "flag_of",
    "happenings_of",
    "id_of",
    "is_watching",
    "known_body",
    "latest",
    "listed",
    "look",
    "looked",
    "release_of",
    "releases_of",
    "remove_words",
    "run_out",
    "seen_by",
    "set_watching",
    "settle",
    "shown",
    "standing_for",
    "watched_by",
]
