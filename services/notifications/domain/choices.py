"""What somebody wants to be told of by e-mail, how often, and when not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from contracts.callers import Caller, Role
from contracts.errors import Invalid, NotAllowed
from contracts.notifications.messages.preferences import QuietHours, TopicChoice
from contracts.notifications.topics import TOPICS, Frequency, TopicName

LAST_HOUR = 23


class OnlyPeople(NotAllowed):
    code = "only-people-are-told"
    message = "Only a person who is signed in is told of things, not a key."


@dataclass(frozen=True)
class Choices:
    """Of one person, in the place of what is usual; `version` counts how often they chose."""

    topics: Mapping[TopicName, Frequency] = field(default_factory=dict)
    quiet: QuietHours | None = None
    version: int = 0

    def of(self, topic: TopicName) -> Frequency:
        """How often they are told of it."""
        usual = TOPICS[topic]
        chosen = self.topics.get(topic, usual.usual)
        return chosen if chosen in usual.choice else usual.usual


USUAL = Choices()


def topics_of(role: Role | None) -> tuple[TopicName, ...]:
    """What somebody in that role may be told of."""
    return tuple(each.name for each in TOPICS.values() if role in each.roles)


def choose(
    before: Choices,
    role: Role | None,
    topics: tuple[TopicChoice, ...],
    quiet: QuietHours | None,
) -> Choices:
    """Raises Invalid where somebody in that role can't choose so."""
    mistakes = [why for each in topics if (why := why_not(each, role))]
    if mistakes:
        raise Invalid(details={"topics": mistakes})
    must_be_hours(quiet)
    chosen = {each.topic: each.frequency for each in topics}
    return Choices({**before.topics, **chosen}, quiet, before.version + 1)


def why_not(choice: TopicChoice, role: Role | None) -> str | None:
    topic = TOPICS[choice.topic]
    if role not in topic.roles:
        return f"{choice.topic} is not for your role."
    if not topic.choice:
        return f"{choice.topic} is always told at once."
    if choice.frequency not in topic.choice:
        return f"{choice.topic} can be one of: {', '.join(topic.choice)}."
    return None


def must_be_hours(quiet: QuietHours | None) -> None:
    if quiet is None:
        return
    hours = {"quiet.begin": quiet.begin, "quiet.end": quiet.end}
    wrong = {
        name: ["Must be an hour from 0 to 23."]
        for name, hour in hours.items()
        if not 0 <= hour <= LAST_HOUR
    }
    if quiet.begin == quiet.end:
        wrong["quiet.end"] = ["Must be another hour than the one they begin at."]
    if wrong:
        raise Invalid(details=wrong)


def end(before: Choices, topic: TopicName) -> Choices:
    """Without e-mail about the topic. That of a summary ends all that comes in summaries."""
    ended = {topic} | (summed_up(before) if topic == "digest" else set())
    never: dict[TopicName, Frequency] = {each: "never" for each in ended if TOPICS[each].choice}
    topics = {**before.topics, **never}
    if topics == before.topics:
        return before
    return replace(before, topics=topics, version=before.version + 1)


def how_often(choices: Choices, topic: TopicName, role: Role | None) -> Frequency:
    """How often mails still come that the link of a mail of `topic` would end, to somebody in that
    role; of a summary those are all that are summed up."""
    if topic != "digest":
        return choices.of(topic)
    chosen = {choices.of(each) for each in topics_of(role)}
    rounds: tuple[Frequency, ...] = ("daily", "weekly")
    return next((each for each in rounds if each in chosen), "never")


def summed_up(choices: Choices) -> set[TopicName]:
    """What somebody has in a daily or weekly summary."""
    return {topic for topic in TOPICS if choices.of(topic) in ("daily", "weekly")}


def must_be_person(caller: Caller) -> None:
    """Raises unless somebody asks who can be told of things."""
    caller.must_be_signed_in()
    if caller.kind != "session":
        raise OnlyPeople
