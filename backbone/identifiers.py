"""Names for new things."""

import uuid_utils


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): unique anywhere, and sorted by when it was made."""
    return str(uuid_utils.uuid7())
