"""From messages to the domain's values and back, and what each caller may see of them.

The messages, and with them their marshmallow schemas, are in `contracts.barriers.messages`.
"""

from services.barriers.schemas.barriers import barrier, estimate, facets, listed, summary
from services.barriers.schemas.casework import case
from services.barriers.schemas.drafts import draft, draft_saved, draft_summary
from services.barriers.schemas.taxonomies import content, taxonomy

__all__ = [
    "barrier",
    "case",
    "content",
    "draft",
    "draft_saved",
    "draft_summary",
    "estimate",
    "facets",
    "listed",
    "summary",
    "taxonomy",
]
