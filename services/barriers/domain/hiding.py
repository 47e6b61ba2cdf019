"""What an analyst hides of what councils write for each other, and the trace of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Hiding:
    """A decision of an analyst, the person `by`: hidden, or shown again, and `why`."""

    hidden: bool
    why: str
    by: str
    at: datetime


def is_hidden(trace: tuple[Hiding, ...]) -> bool:
    """Whether the last decision hid it; what nobody decided on is shown."""
    return bool(trace) and trace[-1].hidden
