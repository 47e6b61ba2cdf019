"""E-mails as those who run the platform see them."""

from typing import Any

from contracts.notifications.messages.mails import Mail


def mail(row: dict[str, Any]) -> Mail:
    return Mail(
        id=row["_id"],
        person=row["person"],
        topic=row["topic"],
        state=row["state"],
        at=row.get("ended") or row["due"],
        created=row["created"],
        attempts=row["attempts"],
        reason=row["reason"],
    )
