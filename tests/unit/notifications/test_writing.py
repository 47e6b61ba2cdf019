"""When somebody is written to, and what of it is left at the moment of sending."""

from datetime import UTC, datetime
from typing import Any

from contracts.notifications.messages.preferences import QuietHours
from contracts.notifications.topics import TopicName
from services.notifications.domain import writing
from services.notifications.domain.choices import USUAL, Choices

NIGHT = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 29, 7, tzinfo=UTC)
ASLEEP = Choices(quiet=QuietHours(22, 7))


def item(topic: TopicName, name: str, **data: Any) -> dict[str, Any]:
    return {"_id": "e.p", "person": "p", "topic": topic, "name": name, "at": NIGHT, "data": data}


SUMMARY = writing.summary(
    "weekly",
    MORNING,
    "p",
    [
        item("our-barriers", "barrier-acknowledged", barrier="b"),
        item("watched-barriers", "barrier-raised", barrier="c"),
    ],
    {"barrier-raised": ["c"]},
    MORNING,
)


def topics_in(row: dict[str, Any] | None) -> list[str]:
    assert row is not None
    return [each["topic"] for each in row["data"]["items"]]


def test_what_happens_in_quiet_hours_is_written_of_after_them() -> None:
    assert writing.at_once(item("to-answer", "barrier-assigned"), ASLEEP, NIGHT)["due"] == MORNING


def test_a_link_to_sign_in_does_not_wait_for_the_end_of_quiet_hours() -> None:
    link = item("account", "sign-in-link-made", link="l", expires="2026-11-29T01:30:00+00:00")
    written = writing.at_once(link, ASLEEP, NIGHT)
    assert written["due"] == NIGHT
    assert written["until"] == datetime(2026, 11, 29, 1, 30, tzinfo=UTC)


def test_a_mail_of_one_topic_is_wanted_until_that_has_ended() -> None:
    written = writing.at_once(item("to-answer", "barrier-assigned"), USUAL, NIGHT)
    assert writing.still_wanted(written, USUAL) == written
    assert writing.still_wanted(written, Choices({"to-answer": "never"})) is None


def test_a_summary_is_sent_without_what_has_ended_since_it_was_written() -> None:
    assert writing.still_wanted(SUMMARY, USUAL) == SUMMARY
    watching_no_more = writing.still_wanted(SUMMARY, Choices({"watched-barriers": "never"}))
    assert topics_in(watching_no_more) == ["our-barriers"]
    without_the_week = writing.still_wanted(SUMMARY, Choices({"digest": "never"}))
    assert without_the_week
    assert without_the_week["data"]["digest"] == {}
    assert topics_in(without_the_week) == ["our-barriers", "watched-barriers"]


def test_of_a_summary_that_has_ended_nothing_is_left() -> None:
    ended: dict[TopicName, Any] = dict.fromkeys(("our-barriers", "watched-barriers"), "never")
    assert writing.still_wanted(SUMMARY, Choices({**ended, "digest": "never"})) is None
