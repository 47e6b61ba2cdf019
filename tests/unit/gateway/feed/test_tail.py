"""Many wait for events, one reads them; what is in memory is told, and the rest is asked for."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from backbone.feed import NotThisFeed
from contracts.errors import Unavailable
from gateway.feed import tail as tails
from gateway.feed.tail import Tail, Wanted
from tests.unit.gateway.conftest import Services
from tests.unit.gateway.feed.played import RAISED, REDACTED, SUPPORTED, Feed, play

LONG = 20.0


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
async def tail(services: Services, feed: Feed) -> AsyncIterator[Tail]:
    play(services, feed)
    tail = Tail(services)
    yield tail
    tail.close()
    await tail.stop()


def wanted(after: int, *types: str, limit: int = 100) -> Wanted:
    return Wanted(after, types, limit)


async def read(tail: Tail, after: int, *types: str, seconds: float = 0) -> list[int]:
    page = await tail.read("a token", wanted(after, *types), seconds)
    return [each.position for each in page.events]


async def waiting(tail: Tail, after: int, *types: str) -> "asyncio.Task[list[int]]":
    """A reader that waits for what comes."""
    task = asyncio.create_task(read(tail, after, *types, seconds=LONG))
    await asyncio.sleep(0.01)
    assert not task.done()
    return task


async def test_who_waits_is_woken_by_what_happens(tail: Tail, feed: Feed) -> None:
    feed.happen(RAISED)
    readers = [await waiting(tail, 1) for _ in range(3)]
    began = time.monotonic()
    feed.happen(SUPPORTED)
    tail.hear()
    assert await asyncio.gather(*readers) == [[2]] * 3
    assert time.monotonic() - began < tails.POLL / 2


async def test_who_waits_is_told_though_nothing_was_heard(
    tail: Tail, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tails, "POLL", 0.05)
    reader = await waiting(tail, 0)
    feed.happen(RAISED)
    assert await reader == [1]


async def test_events_are_read_once_however_many_wait_for_them(
    tail: Tail, feed: Feed, services: Services
) -> None:
    readers = [await waiting(tail, 0) for _ in range(10)]
    before = services.times("barriers.events")
    feed.happen(RAISED)
    tail.hear()
    await asyncio.gather(*readers)
    assert await read(tail, 0) == [1]
    assert services.times("barriers.events") == before + 1


async def test_who_is_further_back_is_answered_by_barriers(tail: Tail, feed: Feed) -> None:
    feed.happen(*[RAISED, SUPPORTED] * 3)
    await read(tail, 6)
    assert await read(tail, 0) == [1, 2, 3, 4, 5, 6]
    assert await read(tail, 1, RAISED) == [3, 5]


async def test_who_waits_for_rare_kinds_is_not_woken_by_others(tail: Tail, feed: Feed) -> None:
    reader = await waiting(tail, 0, RAISED)
    feed.happen(SUPPORTED, SUPPORTED)
    tail.hear()
    await asyncio.sleep(0.1)
    assert not reader.done()
    feed.happen(RAISED)
    tail.hear()
    assert await reader == [3]


async def test_where_nothing_comes_the_place_moves_past_what_was_not_wanted(
    tail: Tail, feed: Feed
) -> None:
    feed.happen(SUPPORTED, SUPPORTED)
    page = await tail.read("a token", wanted(0, RAISED), 0.05)
    assert (page.events, page.last, page.head) == ([], 2, 2)


async def test_a_gateway_that_heard_late_asks_for_what_another_has_told_already(
    tail: Tail, feed: Feed
) -> None:
    await waiting(tail, 0)
    feed.happen(RAISED, RAISED)
    assert await read(tail, 1) == [2]
    third = await waiting(tail, 2)
    feed.happen(RAISED)
    tail.hear()
    assert await third == [3]


async def test_a_place_that_no_event_has_had_is_refused(tail: Tail, feed: Feed) -> None:
    feed.happen(RAISED)
    await read(tail, 1)
    with pytest.raises(NotThisFeed):
        await read(tail, 2, seconds=LONG)


async def test_an_erased_event_is_never_told_out_of_memory(tail: Tail, feed: Feed) -> None:
    reader = await waiting(tail, 0)
    feed.happen(RAISED)
    tail.hear()
    await reader
    feed.events[0] |= {"data": {"title": "[removed/tynnwyd]"}, "erased": "2026-11-28T00:00:00"}
    feed.happen(REDACTED)
    tail.hear()
    await read(tail, 1, seconds=LONG)
    (event, _) = (await tail.read("a token", wanted(0), 0)).events
    assert b"erased" in event.body
    assert b"One" not in event.body


async def test_while_barriers_is_away_it_is_said_and_nothing_is_told_out_of_memory(
    tail: Tail, feed: Feed, services: Services
) -> None:
    feed.happen(RAISED)
    reader, old = await waiting(tail, 1), await waiting(tail, 1)
    services.answers["barriers.events"] = Unavailable()
    tail.hear()
    for each in (reader, old, asyncio.create_task(read(tail, 0))):
        with pytest.raises(Unavailable):
            await each
    play(services, feed)
    feed.happen(RAISED)
    assert await read(tail, 1) == [2]
    again = await waiting(tail, 2)
    feed.happen(RAISED)
    tail.hear()
    assert await again == [3]


async def test_nothing_is_read_for_nobody(
    tail: Tail, feed: Feed, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tails, "LINGER", 0.0)
    await read(tail, 0, seconds=0.02)
    tail.hear()
    await asyncio.sleep(tails.GATHERING * 2)
    asked = services.times("barriers.events")
    feed.happen(RAISED)
    tail.hear()
    await asyncio.sleep(tails.GATHERING * 2)
    assert services.times("barriers.events") == asked


async def test_a_stop_answers_all_who_wait(tail: Tail) -> None:
    reader = await waiting(tail, 0)
    tail.close()
    assert await asyncio.wait_for(reader, 1) == []
