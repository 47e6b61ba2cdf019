"""From messages to the domain's values and back, and what each caller may see of them.

The messages, and with them their marshmallow schemas, are in `contracts.barriers.messages`.
"""

from services.barriers.schemas.barriers import barrier, facets
from services.barriers.schemas.groups import group
from services.barriers.schemas.links import is_shown, link, linked, links
from services.barriers.schemas.merging import preview
from services.barriers.schemas.questions import question
from services.barriers.schemas.releases import all_releases, release, revision
from services.barriers.schemas.summaries import summary
from services.barriers.schemas.taxonomies import content, taxonomy
from services.barriers.schemas.voices import voices
from services.barriers.schemas.workarounds import workaround

__all__ = [
    "all_releases",
    "barrier",
    "content",
    "facets",
    "group",
    "is_shown",
    "link",
    "linked",
    "links",
    "preview",
    "question",
    "release",
    "revision",
    "summary",
    "taxonomy",
    "voices",
    "workaround",
]
