"""A webhook gets events in the version that it was promised on the day it was registered."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from contracts import downcasting
from contracts.downcasting import downcaster
from services.notifications.posting import events
from services.notifications.posting.events import FeedEvent, feed_event, pinned, post_of
from tests.unit.notifications.test_webhooks import NEW

RAISED, MOVED = "barrier-raised", "barrier-moved-on"


@pytest.fixture(autouse=True)
def _a_later_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raised is in its third version and leads back to the first; moved on, in its second, does
    not lead back."""
    monkeypatch.setattr(downcasting, "DOWNCASTERS", {})
    monkeypatch.setattr(events, "todays_versions", lambda: {RAISED: 3, MOVED: 2})

    @downcaster("barriers", RAISED, version=3)
    def flat(data: dict[str, Any]) -> dict[str, Any]:
        return {"title": data["words"]["title"]}

    @downcaster("barriers", RAISED, version=2)
    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        return {"name": data["title"]}


def of_today(position: int) -> FeedEvent:
    return feed_event(
        {
            "id": f"event-{position}",
            "type": f"uk.waymark.barriers.{RAISED}.v3",
            "position": str(position),
            "data": {"words": {"title": "Two systems"}},
        }
    )


def posted(versions: dict[str, int], *found: FeedEvent, batch: int = 1) -> Any:
    webhook = replace(NEW, versions=versions, batch=batch)
    return orjson.loads(post_of(webhook, found, found[-1].position).body)


def test_it_gets_todays_event_as_it_was_then_under_the_same_id_and_place():
    told = posted({RAISED: 1}, of_today(7))
    assert told == {
        "id": "event-7",
        "type": f"uk.waymark.barriers.{RAISED}.v1",
        "position": "7",
        "data": {"name": "Two systems"},
    }


def test_one_of_a_day_between_gets_what_was_known_then():
    assert posted({RAISED: 2}, of_today(7))["data"] == {"title": "Two systems"}


def test_every_event_of_a_batch_is_as_it_was_then():
    told = posted({RAISED: 1}, of_today(7), of_today(8), batch=10)
    assert [each["data"] for each in told] == [{"name": "Two systems"}] * 2


def test_one_of_today_gets_todays_event_to_the_letter():
    event = of_today(7)
    assert post_of(replace(NEW, versions={RAISED: 3}), [event], 7).body == event.body


def test_a_kind_that_came_after_it_was_registered_comes_as_it_is():
    assert posted({}, of_today(7))["type"].endswith(".v3")


def test_an_older_event_is_not_made_newer():
    old = feed_event({"id": "x", "type": f"uk.waymark.barriers.{RAISED}.v1", "position": "1"})
    assert post_of(replace(NEW, versions={RAISED: 2}), [old], 1).body == old.body


def test_its_owner_reads_which_kinds_come_in_an_older_version_than_todays():
    webhook = replace(NEW, versions={RAISED: 1, MOVED: 1})
    assert pinned(webhook) == (f"barriers.{RAISED}.v1",)
    assert pinned(replace(NEW, versions={RAISED: 3, MOVED: 2})) == ()
