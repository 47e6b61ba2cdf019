import pytest

from contracts.callers import Caller
from contracts.errors import Invalid
from contracts.notifications.messages.preferences import QuietHours, TopicChoice
from contracts.notifications.topics import TOPICS
from services.notifications.domain import choices
from services.notifications.domain.choices import USUAL, Choices, OnlyPeople

DAILY = (TopicChoice("to-answer", "daily"),)


def test_who_chose_nothing_is_told_as_is_usual() -> None:
    assert {topic: USUAL.of(topic) for topic in TOPICS} == {
        name: topic.usual for name, topic in TOPICS.items()
    }


def test_a_role_has_its_own_topics() -> None:
    assert choices.topics_of("officer") == (
        "account",
        "assessment-submitted",
        "our-barriers",
        "watched-barriers",
        "digest",
    )
    assert choices.topics_of("responder") == (
        "account",
        "to-answer",
        "clocks",
        "webhooks",
        "digest",
    )
    assert "running" in choices.topics_of("administrator")


def test_topics_that_are_left_out_stay_as_they_were() -> None:
    first = choices.choose(USUAL, "analyst", DAILY, None)
    then = choices.choose(first, "analyst", (TopicChoice("clocks", "never"),), None)

    assert (then.of("to-answer"), then.of("clocks"), then.version) == ("daily", "never", 2)


@pytest.mark.parametrize(
    "wanted",
    [
        TopicChoice("running", "daily"),
        TopicChoice("account", "never"),
        TopicChoice("digest", "at-once"),
    ],
)
def test_what_a_role_can_not_choose_is_refused(wanted: TopicChoice) -> None:
    with pytest.raises(Invalid) as refused:
        choices.choose(USUAL, "officer", (wanted,), None)
    assert wanted.topic in refused.value.details["topics"][0]


@pytest.mark.parametrize("quiet", [QuietHours(24, 7), QuietHours(22, -1), QuietHours(7, 7)])
def test_hours_that_are_none_are_refused(quiet: QuietHours) -> None:
    with pytest.raises(Invalid):
        choices.choose(USUAL, "officer", (), quiet)


def test_the_link_of_a_mail_ends_its_topic_and_a_second_time_nothing() -> None:
    ended = choices.end(USUAL, "to-answer")

    assert (ended.of("to-answer"), ended.of("clocks")) == ("never", "at-once")
    assert choices.end(ended, "to-answer") is ended


def test_the_link_of_a_summary_ends_all_that_comes_in_summaries() -> None:
    ended = choices.end(USUAL, "digest")

    assert [ended.of(each) for each in ("digest", "our-barriers", "watched-barriers")] == [
        "never"
    ] * 3
    assert ended.of("assessment-submitted") == "at-once"


def test_the_link_of_a_summary_has_something_to_end_until_nothing_is_summed_up() -> None:
    without_the_week = Choices({"digest": "never"})
    assert choices.how_often(without_the_week, "digest", "officer") == "daily"
    weekly = Choices({"our-barriers": "weekly", "watched-barriers": "never", "digest": "never"})
    assert choices.how_often(weekly, "digest", "officer") == "weekly"
    assert choices.how_often(choices.end(weekly, "digest"), "digest", "officer") == "never"


def test_what_is_not_for_somebodys_role_is_in_no_summary_of_theirs() -> None:
    without_the_week = Choices({"digest": "never"})
    assert choices.how_often(without_the_week, "digest", "analyst") == "never"
    assert choices.how_often(without_the_week, "to-answer", "analyst") == "at-once"


def test_nobody_ends_what_lets_them_sign_in() -> None:
    assert choices.end(USUAL, "account").of("account") == "at-once"


def test_a_key_is_told_of_nothing() -> None:
    with pytest.raises(OnlyPeople):
        choices.must_be_person(Caller("k", "DUR", "officer", "key", kind="key"))
