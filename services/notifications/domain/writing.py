"""What people are written: of one thing at once, or a summary. The template is the topic's.

A row holds what happened, by ids; words about a barrier are asked for when the mail is sent.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.notifications.topics import TOPICS
from services.notifications.domain.choices import Choices
from services.notifications.domain.mails import mail
from services.notifications.domain.news_of_sector import Digest
from services.notifications.domain.times import Round, out_of_quiet

Row = dict[str, Any]


def at_once(item: Mapping[str, Any], choices: Choices, at: datetime) -> Row:
    """In quiet hours after them, unless nobody could sign in without it."""
    topic = TOPICS[item["topic"]]
    expires = item["data"].get("expires")
    return mail(
        item["_id"],
        person=item["person"],
        topic=topic.name,
        template=topic.name,
        data={"items": [kept(item)]},
        created=at,
        not_before=out_of_quiet(at, choices.quiet) if topic.choice else at,
        until=datetime.fromisoformat(expires) if expires else None,
    )


def summary(
    name: Round,
    until: datetime,
    person: str,
    items: Sequence[Mapping[str, Any]],
    digest: Digest,
    not_before: datetime,
) -> Row:
    """Of what waited for this round, whose moment is `until`."""
    return mail(
        f"{name}.{until.date().isoformat()}.{person}",
        person=person,
        topic="digest",
        template="digest",
        data={"round": name, "items": [kept(each) for each in items], "digest": digest},
        created=until,
        not_before=not_before,
    )


def still_wanted(row: Row, choices: Choices) -> Row | None:
    """The row without what its reader has ended since it was written; None where nothing is left.
    A summary is of many topics, and may have waited for the end of their quiet hours."""
    data = row["data"]
    if not data.get("round"):
        return None if choices.of(row["topic"]) == "never" else row
    items = [each for each in data["items"] if choices.of(each["topic"]) != "never"]
    digest = {} if choices.of("digest") == "never" else data["digest"]
    return {**row, "data": {**data, "items": items, "digest": digest}} if items or digest else None


def kept(item: Mapping[str, Any]) -> Row:
    return {name: item[name] for name in ("topic", "name", "data", "at")}
