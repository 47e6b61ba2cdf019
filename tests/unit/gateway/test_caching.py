"""What is kept in memory is never older than what is known to have changed."""

import asyncio

import pytest

from gateway.caching import Cache


class Source:
    """Something to ask, which counts and can be held back."""

    def __init__(self) -> None:
        self.asked = 0
        self.value = 1
        self.held = asyncio.Event()
        self.held.set()

    async def ask(self) -> dict[str, int]:
        self.asked += 1
        value = self.value
        await self.held.wait()
        return {"value": value}


@pytest.fixture
def cache() -> Cache:
    return Cache()


async def test_an_answer_is_asked_for_once(cache):
    source = Source()
    first = await cache.read("model", source.ask, topics=["model"])
    second = await cache.read("model", source.ask, topics=["model"])
    assert first is second
    assert source.asked == 1


async def test_a_stampede_asks_once(cache):
    source = Source()
    source.held.clear()
    reads = [
        asyncio.ensure_future(cache.read("model", source.ask, topics=["model"])) for _ in range(50)
    ]
    await asyncio.sleep(0)
    source.held.set()
    answers = await asyncio.gather(*reads)
    assert source.asked == 1
    assert len({id(answer) for answer in answers}) == 1


async def test_one_reader_who_leaves_does_not_take_the_answer_from_the_others(cache):
    source = Source()
    source.held.clear()
    leaver = asyncio.ensure_future(cache.read("model", source.ask, topics=["model"]))
    stayer = asyncio.ensure_future(cache.read("model", source.ask, topics=["model"]))
    await asyncio.sleep(0)
    leaver.cancel()
    source.held.set()
    assert (await stayer).value == {"value": 1}


async def test_a_change_of_any_topic_ends_it(cache):
    source = Source()
    topics = ["model", "assessment:DUR"]
    await cache.read("journey", source.ask, topics=topics)
    cache.drop("assessment:LBH")
    await cache.read("journey", source.ask, topics=topics)
    assert source.asked == 1
    cache.drop("assessment:DUR")
    await cache.read("journey", source.ask, topics=topics)
    assert source.asked == 2


async def test_what_was_begun_before_a_change_is_not_kept_after_it(cache):
    source = Source()
    source.held.clear()
    early = asyncio.ensure_future(cache.read("model", source.ask, topics=["model"]))
    await asyncio.sleep(0.01)
    source.value = 2
    cache.drop("model")
    late = asyncio.ensure_future(cache.read("model", source.ask, topics=["model"]))
    await asyncio.sleep(0.01)
    source.held.set()
    assert (await early).value == {"value": 1}
    assert (await late).value == {"value": 2}
    kept = cache.peek("model")
    assert kept is not None
    assert kept.value == {"value": 2}


async def test_an_answer_grows_too_old_by_itself(cache):
    source = Source()
    await cache.read("model", source.ask, topics=["model"], oldest=0)
    await cache.read("model", source.ask, topics=["model"])
    assert source.asked == 2


async def test_nothing_is_kept_while_nobody_listens(cache):
    source = Source()
    cache.storing = False
    await cache.read("model", source.ask, topics=["model"])
    assert cache.peek("model") is None


async def test_everything_can_be_dropped_even_what_is_under_way(cache):
    source = Source()
    source.held.clear()
    reading = asyncio.ensure_future(cache.read("model", source.ask, topics=["model"]))
    await asyncio.sleep(0)
    cache.drop_everything()
    source.held.set()
    await reading
    assert cache.peek("model") is None


async def test_an_incomplete_answer_is_given_but_not_kept(cache):
    source = Source()
    await cache.read("journey", source.ask, topics=["model"], keep=lambda _: False)
    assert cache.peek("journey") is None


async def test_a_failure_is_told_and_not_kept(cache):
    async def fail() -> dict[str, int]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await cache.read("model", fail, topics=["model"])
    assert cache.peek("model") is None


async def test_only_the_latest_used_answers_stay():
    cache = Cache(most=2)
    source = Source()
    for name in ("a", "b"):
        await cache.read(name, source.ask, topics=[name])
    await cache.read("a", source.ask, topics=["a"])
    await cache.read("c", source.ask, topics=["c"])
    assert cache.peek("a") is not None
    assert cache.peek("b") is None


async def test_the_entity_tag_follows_the_content(cache):
    source = Source()
    first = await cache.read("model", source.ask, topics=["model"])
    cache.drop("model")
    same = await cache.read("model", source.ask, topics=["model"])
    source.value = 2
    cache.drop("model")
    other = await cache.read("model", source.ask, topics=["model"])
    assert first.etag() == same.etag() != other.etag()
