"""What barriers keeps."""

from backbone.aggregates import ReadModel
from services.barriers.store.barriers import BARRIERS, id_of, in_order, run_out, run_out_soon
from services.barriers.store.bodies import BODIES, known_body, standing_for
from services.barriers.store.drafts import DRAFTS, FILES
from services.barriers.store.groups import GROUPS, groups_of
from services.barriers.store.happenings import latest
from services.barriers.store.histories import BELONGING, LATEST_FIRST, belonging, events_of
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
from services.barriers.store.lists import NEWEST_FIRST, ORDERS, listed, seen_by, shown
from services.barriers.store.moderation import (
    FLAGS,
    NOTES,
    OLDEST_FIRST,
    OPEN,
    REPLIES,
    contribution,
    flag_document,
    flag_of,
    is_shown,
    remove_words,
    settle,
    tell_title,
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
    said_of,
    set_watching,
    watched_by,
)
from services.barriers.store.workarounds import MOST_WORKED, WORKAROUNDS, workarounds_of

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
    WORKAROUNDS,
    GROUPS,
    QUESTIONS,
    LINKS,
]

__all__ = [
    "BARRIERS",
    "BELONGING",
    "BODIES",
    "DRAFTS",
    "FILES",
    "FLAGS",
    "GROUPS",
    "LATEST_FIRST",
    "LINKS",
    "LOOKS",
    "MOST_LINKS",
    "MOST_WORKED",
    "NEWEST_ASKED",
    "NEWEST_FIRST",
    "NEWEST_MADE",
    "NOTES",
    "OLDEST_FIRST",
    "OPEN",
    "ORDERS",
    "QUESTIONS",
    "RELEASES",
    "REPLIES",
    "STORES",
    "TAXONOMIES",
    "WATCHES",
    "WORKAROUNDS",
    "KnownWords",
    "among",
    "belonging",
    "contribution",
    "ends",
    "events_of",
    "first_made",
    "flag_document",
    "flag_of",
    "groups_of",
    "id_of",
    "in_order",
    "is_shown",
    "is_watching",
    "known_body",
    "last_answers",
    "latest",
    "listed",
    "look",
    "looked",
    "of_kind",
    "questions_of",
    "release_of",
    "releases_of",
    "remove_words",
    "run_out",
    "run_out_soon",
    "said_of",
    "seen_by",
    "set_watching",
    "settle",
    "shown",
    "standing_for",
    "tell_title",
    "touching",
    "watched_by",
    "workarounds_of",
]
