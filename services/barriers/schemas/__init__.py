"""From messages to the domain's values and back, and what each caller may see of them.

The messages, and with them their marshmallow schemas, are in `contracts.barriers.messages`.
"""

from services.barriers.schemas.barriers import barrier, facets, listed, summary
from services.barriers.schemas.similar import similar
from services.barriers.schemas.taxonomies import content, taxonomy

__all__ = ["barrier", "content", "facets", "listed", "similar", "summary", "taxonomy"]
