"""When a post that failed is tried again, and when that has been long enough."""

from datetime import datetime, timedelta

PAUSES = (5, 15, 60, 300, 900, 1800, 3600)
"""Seconds before the second attempt, the third, and so on; from then on every hour."""

JITTER = 0.2
"""A pause is longer by up to this part of itself, so that many do not come back at once."""

LONGEST_ASKED = 6 * 3600
"""Seconds that an endpoint may ask for with Retry-After."""

PATIENCE = timedelta(days=3)
"""After which a webhook that only fails is paused."""


def pause_after(attempts: int, chance: float, asked: float | None = None) -> float:
    """Seconds until the next attempt.

    Args:
        attempts: how many have failed in a row, from 1.
        chance: between 0 and 1.
        asked: seconds that the endpoint asked for; ours where that is longer.
    """
    ours = PAUSES[min(attempts, len(PAUSES)) - 1] * (1 + JITTER * chance)
    return max(ours, min(asked or 0.0, LONGEST_ASKED))


def has_failed_too_long(since: datetime, at: datetime) -> bool:
    return at - since >= PATIENCE
