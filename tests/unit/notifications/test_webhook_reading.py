"""The newest events are read once for all webhooks of a process, and never as they were before."""

import threading

import pytest

from contracts.barriers.rewriting import REWRITING
from services.notifications.posting import reading as module
from services.notifications.posting.reading import Reading
from tests.trial.running import wait_until

ALL = ("barriers.#",)
LIMIT = 100
RAISED = "uk.waymark.barriers.barrier-raised.v1"


class Feed:
    """Barriers as it answers; `told` has every event as it is today, `pages` counts those that
    were asked for by a webhook itself."""

    def __init__(self) -> None:
        self.told: list[dict[str, str]] = []
        self.pages = 0

    def happen(self, type: str = RAISED, title: str = "") -> None:
        position = str(len(self.told) + 1)
        self.told.append({"id": position, "position": position, "type": type, "title": title})

    def __call__(self, service, method, request):
        assert (service, method) == ("barriers", "events")
        self.pages += request.limit == LIMIT
        events = self.told[request.after : request.after + request.limit]
        last = int(events[-1]["position"]) if events else request.after
        return {"events": events, "last": last, "head": len(self.told)}


@pytest.fixture
def feed():
    return Feed()


@pytest.fixture
def reading(feed, monkeypatch):
    """At work, at the head of the feed."""
    monkeypatch.setattr(module, "POLL_SECONDS", 0.005)
    reading = Reading(feed)
    thread = threading.Thread(target=reading.run)
    thread.start()
    reading.wait(0, 0.01)
    wait_until(lambda: reading.head is not None)
    yield reading
    reading.stopping = True
    thread.join(5)


def comes(feed, reading) -> None:
    """Until it has read all that happened."""
    reading.wait(len(feed.told) - 1, 5)
    wait_until(lambda: reading.head == len(feed.told))


def titles(reading, after=0) -> list[bytes]:
    return [each.body.split(b'"title":')[1] for each in reading.read(after, ALL, LIMIT).events]


def test_what_is_new_is_read_once_for_all(feed, reading):
    for _ in range(3):
        feed.happen()
    comes(feed, reading)
    pages = [[each.position for each in reading.read(0, ALL, LIMIT).events] for _ in range(4)]
    assert pages == [[1, 2, 3]] * 4
    assert feed.pages == 0


@pytest.mark.parametrize("type", sorted(REWRITING))
def test_what_was_kept_before_words_were_removed_is_read_anew(feed, reading, type):
    feed.happen(title="Call Jo on 07700")
    comes(feed, reading)
    assert titles(reading) == [b'"Call Jo on 07700"}']
    feed.told[0]["title"] = "Removed"
    feed.happen(f"uk.waymark.{type}")
    comes(feed, reading)
    assert titles(reading) == [b'"Removed"}', b'""}']
    assert reading.rewritten == 1


def test_no_more_is_kept_than_so_many_events_and_so_many_bytes(feed, reading, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 10)
    for _ in range(30):
        feed.happen()
    comes(feed, reading)
    assert len(reading._kept) == 10
    monkeypatch.setattr(module, "MOST_BYTES", 500)
    feed.happen(title="x" * 300)
    feed.happen(title="x" * 300)
    comes(feed, reading)
    assert sum(len(each.body) for _, each in reading._kept) == reading._bytes <= 500
    assert [int(each.position) for each in reading.read(0, ALL, LIMIT).events] == [*range(1, 33)]
