"""From messages to the domain's values and back, and what each caller may see of them.

The messages, and with them their marshmallow schemas, are in `contracts.barriers.messages`.
"""

from services.barriers.schemas.barriers import barrier, estimate, facets, listed
from services.barriers.schemas.casework import case
from services.barriers.schemas.concerns import concerned
from services.barriers.schemas.drafts import draft, draft_saved, draft_summary
from services.barriers.schemas.groups import group
from services.barriers.schemas.histories import known_behind, known_figures, told
from services.barriers.schemas.links import is_shown, link, linked, links
from services.barriers.schemas.merging import preview
from services.barriers.schemas.moderation import flag, moderation, note, own_flag
from services.barriers.schemas.questions import question
from services.barriers.schemas.releases import all_releases, release, revision
from services.barriers.schemas.similar import similar
from services.barriers.schemas.summaries import summary
from services.barriers.schemas.taxonomies import content, taxonomy
from services.barriers.schemas.voices import voices
from services.barriers.schemas.workarounds import workaround

__all__ = [
    "all_releases",
    "barrier",
    "case",
    "concerned",
    "content",
    "draft",
    "draft_saved",
    "draft_summary",
    "estimate",
    "facets",
    "flag",
    "group",
    "is_shown",
    "known_behind",
    "known_figures",
    "link",
    "linked",
    "links",
    "listed",
    "moderation",
    "note",
    "own_flag",
    "preview",
    "question",
    "release",
    "revision",
    "similar",
    "summary",
    "taxonomy",
    "told",
    "voices",
    "workaround",
]
