"""What happens to the words for barriers."""

from dataclasses import dataclass
from datetime import datetime

from contracts.events import Event, event


@event("barriers", "taxonomy-published", of="taxonomy", subject="taxonomy")
@dataclass(frozen=True)
class TaxonomyPublished(Event):
    """The words for barriers say something else now. `version` counts from 1."""

    taxonomy: str
    version: int
    at: datetime
