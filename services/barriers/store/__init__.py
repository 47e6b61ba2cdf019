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
from services.barriers.store.questions import (
    NEWEST_ASKED,
    QUESTIONS,
    last_answers,
    questions_of,
)
from services.barriers.store.taxonomies import TAXONOMIES, KnownWords
from services.barriers.store.workarounds import MOST_WORKED, WORKAROUNDS, workarounds_of

STORES: list[ReadModel] = [BARRIERS, TAXONOMIES, WORKAROUNDS, GROUPS, QUESTIONS, LINKS]

__all__ = [
    "BARRIERS",
    "GROUPS",
    "LINKS",
    "MOST_LINKS",
    "MOST_WORKED",
    "NEWEST_ASKED",
    "NEWEST_FIRST",
    "NEWEST_MADE",
    "QUESTIONS",
    "STORES",
    "TAXONOMIES",
    "WORKAROUNDS",
    "KnownWords",
    "among",
    "candidates",
    "ends",
    "first_made",
    "groups_of",
    "id_of",
    "last_answers",
    "listed",
    "of_kind",
    "questions_of",
    "seen_by",
    "touching",
    "workarounds_of",
]
