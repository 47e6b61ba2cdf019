"""The present moment, in the precision that the store keeps."""

from datetime import UTC, datetime


def now() -> datetime:
    """Aware, in UTC, to the millisecond: MongoDB keeps no more."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
