"""What people can be told of. A new topic is a line here and its templates."""

from dataclasses import dataclass
from typing import Literal, get_args

from contracts.callers import BODY_ROLES, COUNCIL_ROLES, SECTOR_BODY_ROLES, Role

TopicName = Literal[
    "account",
    "assessment-submitted",
    "our-barriers",
    "watched-barriers",
    "to-answer",
    "clocks",
    "webhooks",
    "running",
    "digest",
]
TOPIC_NAMES: tuple[TopicName, ...] = get_args(TopicName)

Frequency = Literal["at-once", "daily", "weekly", "never"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)


@dataclass(frozen=True)
class Topic:
    """`roles` may be told of it, as often as `usual` unless they choose otherwise.

    A topic without `choice` is always told at once: nobody could sign in without it. One that is
    not `listed` is told by e-mail alone.
    """

    name: TopicName
    roles: tuple[Role, ...]
    usual: Frequency
    choice: tuple[Frequency, ...] = FREQUENCIES
    listed: bool = True


EVERYBODY: tuple[Role, ...] = (*COUNCIL_ROLES, *BODY_ROLES, *SECTOR_BODY_ROLES)

TOPICS: dict[TopicName, Topic] = {
    each.name: each
    for each in (
        Topic("account", EVERYBODY, "at-once", choice=(), listed=False),
        Topic("assessment-submitted", COUNCIL_ROLES, "at-once"),
        Topic("our-barriers", COUNCIL_ROLES, "daily"),
        Topic("watched-barriers", COUNCIL_ROLES, "daily"),
        Topic("to-answer", (*BODY_ROLES, "analyst"), "at-once"),
        Topic("clocks", (*BODY_ROLES, "analyst"), "at-once"),
        Topic("webhooks", ("lead", *BODY_ROLES, *SECTOR_BODY_ROLES), "at-once"),
        Topic("running", ("administrator",), "at-once"),
        Topic("digest", EVERYBODY, "weekly", choice=("weekly", "never"), listed=False),
    )
}
