"""Which events the next post of a webhook has, and how far that is known beforehand."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.barriers.messages import ReadEvents
from contracts.notifications.messages import LastFailure
from services.notifications.domain.webhooks import Webhook
from services.notifications.posting.ahead import Ahead
from services.notifications.posting.outcomes import delivered, failed
from services.notifications.posting.reading import Reading
from services.notifications.store.progress import Progress, Replay

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
HOOK = Webhook("w", "CMD", "https://a.example", "Ours", ("barriers.#",), 10, "ab" * 32, AT, "lee")
TYPE = "uk.waymark.barriers.barrier-raised.v1"


class Feed:
    """As barriers answers, with `length` events; `asked` counts how often."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked = 0

    def __call__(self, _service: str, _method: str, message: ReadEvents) -> Any:
        self.asked += 1
        last = min(message.after + message.limit, self.length)
        places = range(message.after + 1, last + 1)
        events = [{"position": str(at), "id": f"e{at}", "type": TYPE} for at in places]
        return {"events": events, "last": last, "head": self.length}


def positions(ahead: Ahead, progress: Progress) -> list[int]:
    return [each.position for each in ahead.next(HOOK, progress)[0]]


@pytest.fixture
def feed() -> Feed:
    return Feed(25)


@pytest.fixture
def ahead(feed: Feed) -> Ahead:
    return Ahead(Reading(feed))  # type: ignore[arg-type]


def test_the_post_that_was_planned_is_the_one_that_follows(ahead: Ahead):
    progress, posted = Progress("w", 0), []
    while True:
        events, last = ahead.next(HOOK, progress)
        if not events:
            break
        posted.append([events[0].position, last])
        after = delivered(progress, last, AT)
        progress = replace(after, due=ahead.planned(HOOK, after))
    assert posted == [[1, 10], [11, 20], [21, 25]]


def test_nothing_is_planned_beyond_what_was_read(ahead: Ahead):
    progress = Progress("w", 0)
    ahead.next(HOOK, progress)

    assert ahead.planned(HOOK, Progress("w", 10)) == 20
    assert ahead.planned(HOOK, Progress("w", 20)) == 25
    assert ahead.planned(HOOK, Progress("w", 25)) is None


def test_a_planned_post_has_no_event_that_came_after_its_plan(ahead: Ahead, feed: Feed):
    planned = Progress("w", 20, due=25)
    feed.length = 90

    # As the next process has it, which reads the feed anew.
    assert positions(ahead, planned) == [21, 22, 23, 24, 25]


def test_no_plan_goes_beyond_the_end_of_a_replay(ahead: Ahead):
    replaying = Progress("w", 25, replay=Replay(0, 17))

    assert positions(ahead, replaying) == list(range(1, 11))
    assert ahead.planned(HOOK, replace(replaying, replay=Replay(10, 17))) == 17


def test_what_failed_is_read_anew_before_it_is_posted_again(ahead: Ahead, feed: Feed):
    progress = Progress("w", 0)
    ahead.next(HOOK, progress)
    before = feed.asked

    ahead.next(HOOK, failed(progress, 10, LastFailure("refused", 503, AT), 0.5, None))

    assert feed.asked == before + 1


def test_what_was_read_before_words_were_removed_is_read_anew(ahead: Ahead, feed: Feed):
    progress = Progress("w", 0)
    ahead.next(HOOK, progress)
    before = feed.asked

    ahead.reading.rewritten += 1

    assert ahead.planned(HOOK, progress) is None
    ahead.next(HOOK, progress)
    assert feed.asked == before + 1
