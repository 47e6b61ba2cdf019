"""From messages to the domain's values and back, and what each caller may see of them.

The messages, and with them their marshmallow schemas, are in `contracts.barriers.messages`.
"""

from services.barriers.schemas.barriers import barrier, facets, summary
from services.barriers.schemas.groups import group
from services.barriers.schemas.links import is_shown, link, linked, links
from services.barriers.schemas.questions import question
from services.barriers.schemas.taxonomies import content, taxonomy
from services.barriers.schemas.workarounds import workaround

__all__ = [
    "barrier",
    "content",
    "facets",
    "group",
    "is_shown",
    "link",
    "linked",
    "links",
    "question",
    "summary",
    "taxonomy",
    "workaround",
]
