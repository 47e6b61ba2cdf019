"""What somebody chose, as they are shown it."""

from contracts.callers import Role
from contracts.notifications.messages.preferences import Preferences, TopicChoice
from services.notifications.domain.choices import Choices, topics_of


def preferences(choices: Choices, role: Role | None, *, returned: bool) -> Preferences:
    return Preferences(
        topics=tuple(TopicChoice(each, choices.of(each)) for each in topics_of(role)),
        quiet=choices.quiet,
        returned=returned,
        version=choices.version,
    )
