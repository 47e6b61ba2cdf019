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
from services.barriers.store.groups import GROUPS, groups_of
from services.barriers.store.happenings import happenings_of, latest
from services.barriers.store.links import (
    LINKS,
    MOST_LINKS,
    NEWEST_MADE,
    among,
    ends,
    first_made,
    of_kind,
    touching,
)
from services.barriers.store.questions import NEWEST_ASKED, QUESTIONS, last_answers, questions_of
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
from services.barriers.store.workarounds import MOST_WORKED, WORKAROUNDS, workarounds_of

STORES: list[ReadModel] = [
    BARRIERS,
    TAXONOMIES,
    WORKAROUNDS,
    GROUPS,
    QUESTIONS,
    LINKS,
    WATCHES,
    LOOKS,
    RELEASES,
]

__all__ = [
    "BARRIERS",
    "GROUPS",
    "LINKS",
    "LOOKS",
    "MOST_LINKS",
    "MOST_WORKED",
    "NEWEST_ASKED",
    "NEWEST_FIRST",
    "NEWEST_MADE",
    "QUESTIONS",
    "RELEASES",
    "STORES",
    "TAXONOMIES",
    "WATCHES",
    "WORKAROUNDS",
    "KnownWords",
    "among",
    "candidates",
    "ends",
    "first_made",
    "groups_of",
    "happenings_of",
    "id_of",
    "is_watching",
    "last_answers",
    "latest",
    "listed",
    "look",
    "looked",
    "of_kind",
    "questions_of",
    "release_of",
    "releases_of",
    "seen_by",
    "set_watching",
    "touching",
    "watched_by",
    "workarounds_of",
]
