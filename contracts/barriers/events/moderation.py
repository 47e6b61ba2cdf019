"""What is taken out of a barrier's words."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.words import RedactionReason
from contracts.events import Event, event


@event("barriers", "barrier-redacted", of="barrier", subject="barrier")
@dataclass(frozen=True)
class BarrierRedacted(Event):
    """Words were removed from the barrier's texts, for good.

    `title` is what it is called from now on: put it in the place of the one that you keep, for
    earlier events of this barrier had it as it was. It is None for a barrier told in confidence.
    `fields` says which texts lost words.
    """

    barrier: str
    title: str | None
    fields: tuple[str, ...]
    reason: RedactionReason
    at: datetime
