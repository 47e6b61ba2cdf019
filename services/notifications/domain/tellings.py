"""What is kept of an event until people have been told of it."""

from datetime import datetime, timedelta
from typing import Any

from contracts.events import Event, dump_data

KEPT = (
    *("barrier", "body", "contact", "stage", "due", "way", "reason", "signed", "meets"),
    *("into_number", "taken_number", "source_number", "given_number"),
    *("link", "person", "purpose", "expires", "model", "submission", "service", "parked"),
    *("webhook", "failing_since"),
)
"""Fields of events that sentences need. Titles are not among them, for words may be taken out of a
barrier later, nor are councils: who is concerned is asked when it is told."""

OWN = {
    "assessment-submitted": ("council",),
    "webhook-ended": ("organisation",),
    "webhook-paused": ("organisation",),
}

REMEMBERED = timedelta(days=60)
"""For which it is known that an event was told of. An older one is not told of any more."""

BEFORE_WE_BEGAN = timedelta(days=1)
"""What happened longer before the service was first started is history, and nobody is told."""


def data_of(event: Event) -> dict[str, Any]:
    kept = {*KEPT, *OWN.get(event.NAME, ())}
    return {name: value for name, value in dump_data(event).items() if name in kept}


def is_history(at: datetime, *, began: datetime, now: datetime) -> bool:
    """Whether it happened too long ago to be told."""
    return at < began - BEFORE_WE_BEGAN or at < now - REMEMBERED
