"""What councils say of a barrier: from two browsers at once, and read by whoever may."""

import asyncio
from typing import Any

import pytest

from contracts.barriers.messages import (
    GetNews,
    GetVoices,
    MarkNewsRead,
    SayHowItBites,
    StopWatching,
    SupportBarrier,
    WatchBarrier,
    WithdrawSupport,
)
from contracts.barriers.words import Estimate
from contracts.callers import Caller
from contracts.errors import Invalid, NotAllowed, NotFound
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, lead, officer
from tests.services.barriers.doing import new_code, raise_, read, support


def days(low: int, high: int) -> Estimate:
    return Estimate("time", low, high, "medium", "Counted for a month")


async def say(ask: Asking, barrier: str, council: str, bites: str | None, **given: Any) -> Any:
    wanted = SayHowItBites(barrier, council, bites, **given)
    return await ask("barriers", "say_how_it_bites", wanted, lead(council))


async def voices(ask: Asking, barrier: str, caller: Caller, **given: Any) -> Any:
    return await ask("barriers", "voices", GetVoices(barrier, **given), caller)


async def news(ask: Asking, caller: Caller, **given: Any) -> Any:
    return await ask("barriers", "news", GetNews(**given), caller)


async def test_one_council_in_two_browsers_has_one_voice_and_the_words_of_one_of_them(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, new_code())
    words = [f"Said in browser {number}" for number in range(6)]

    await asyncio.gather(
        *(say(ask, raised["id"], council, each) for each in words),
        *(support(ask, raised["id"], council) for _ in range(2)),
    )

    now = await read(ask, raised["id"], officer(council))
    found = await voices(ask, raised["id"], officer(council))
    assert (now["supporters"], now["supported"]) == (2, True)
    assert found["own"]["bites"] in words
    assert [(each["own"], each["bites"]) for each in found["voices"]] == [
        (True, found["own"]["bites"])
    ]


async def test_one_click_leaves_words_and_consent_as_they_are(ask: Asking, council: str) -> None:
    raised = await raise_(ask, new_code())
    said = await say(ask, raised["id"], council, "It doubles our work", named=True)

    again = await ask(
        "barriers", "support", SupportBarrier(raised["id"], council), officer(council)
    )

    found = await voices(ask, raised["id"], officer("ZZZ"))
    assert again["version"] == said["version"]
    assert [(each["council"], each["bites"]) for each in found["voices"]] == [
        (council, "It doubles our work")
    ]


async def test_only_a_lead_agrees_to_the_name_and_an_officer_may_take_it_back(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, new_code())
    wanted = SayHowItBites(raised["id"], council, "Ours", named=True)
    with pytest.raises(NotAllowed):
        await ask("barriers", "say_how_it_bites", wanted, officer(council))
    await ask("barriers", "say_how_it_bites", wanted, lead(council))

    back = SupportBarrier(raised["id"], council, named=False)
    await ask("barriers", "support", back, officer(council))

    found = await voices(ask, raised["id"], officer("ZZZ"))
    assert [each["council"] for each in found["voices"]] == [None]


async def test_others_read_the_words_of_unnamed_councils_without_name_or_figure(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, new_code())
    await say(ask, raised["id"], council, "We wait for weeks", releases=days(111_111, 222_222))

    for caller in (officer("ZZZ"), ADMINISTRATOR):
        found = await voices(ask, raised["id"], caller)
        assert [each["bites"] for each in found["voices"]] == ["We wait for weeks"]
        for hidden in (council, "111111", "222222"):
            assert hidden not in repr(found)
    for knows in (officer(council), ANALYST):
        (voice,) = (await voices(ask, raised["id"], knows))["voices"]
        assert (voice["council"], voice["releases"]["low"]) == (council, 111_111)


async def test_a_sum_is_shown_where_it_tells_of_no_single_council(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)
    for _ in range(4):
        await say(ask, raised["id"], new_code(), None, releases=days(10, 20), named=True)
    assert (await voices(ask, raised["id"], officer("ZZZ")))["sums"] == []

    await say(ask, raised["id"], new_code(), None, releases=days(10, 20), named=True)
    (total,) = (await voices(ask, raised["id"], officer("ZZZ")))["sums"]
    await say(ask, raised["id"], new_code(), None, releases=days(7, 7))

    assert total == {"measure": "time", "low": 50, "high": 100, "councils": 5}
    assert (await voices(ask, raised["id"], officer("ZZZ")))["sums"] == []


async def test_words_go_with_the_voice(ask: Asking, council: str) -> None:
    raised = await raise_(ask, new_code())
    await say(ask, raised["id"], council, "For a while")
    withdrawal = WithdrawSupport(raised["id"], council)

    await ask("barriers", "withdraw_support", withdrawal, officer(council))

    found = await voices(ask, raised["id"], officer(council))
    assert (found["voices"], found["own"]) == ([], None)


async def test_words_are_read_page_by_page(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    for number in range(3):
        await say(ask, raised["id"], new_code(), f"Words {number}")

    first = await voices(ask, raised["id"], officer("ZZZ"), limit=2)
    second = await voices(ask, raised["id"], officer("ZZZ"), limit=2, after=first["next"])

    said = [each["bites"] for each in first["voices"] + second["voices"]]
    assert said == ["Words 0", "Words 1", "Words 2"]
    assert (first["said"], second["next"]) == (3, None)


@pytest.mark.parametrize(
    "releases", [days(9, 3), days(-5, 5), Estimate("time", 1, 2, "low", "x" * 5000)]
)
async def test_an_estimate_that_makes_no_sense_is_refused_and_counts_nobody(
    ask: Asking, council: str, releases: Estimate
) -> None:
    raised = await raise_(ask, new_code())
    with pytest.raises(Invalid):
        await say(ask, raised["id"], council, "Fine words", releases=releases)
    with pytest.raises(Invalid):
        await say(ask, raised["id"], council, "x" * 1001)

    assert (await read(ask, raised["id"], officer(council)))["supporters"] == 1


async def test_who_supports_a_barrier_hears_of_it_until_they_stop(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, new_code())
    await support(ask, raised["id"], council)
    heard = await news(ask, officer(council))
    stop = StopWatching(raised["id"], council)
    await ask("barriers", "stop_watching", stop, officer(council))
    silent = await news(ask, officer(council))

    assert [each["name"] for each in heard["happenings"]] == ["barrier-supported", "barrier-raised"]
    assert heard["happenings"][0]["number"] == raised["number"]
    assert silent["happenings"] == []
    found = await voices(ask, raised["id"], officer(council))
    assert (found["own"] is not None, found["watching"]) == (True, False)


async def test_a_watcher_hears_of_a_barrier_that_it_does_not_meet(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, new_code())
    await ask("barriers", "watch", WatchBarrier(raised["number"], council), officer(council))

    heard = await news(ask, lead(council))

    assert [each["barrier"] for each in heard["happenings"]] == [raised["id"]]
    assert (await read(ask, raised["id"], officer(council)))["supporters"] == 1


async def test_of_many_supports_the_news_tells_how_many_there_are(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)
    await asyncio.gather(*(support(ask, raised["id"], new_code()) for _ in range(5)))

    heard = await news(ask, officer(council))

    assert [(each["name"], each["data"]["supporters"]) for each in heard["happenings"]] == [
        ("barrier-supported", 6),
        ("barrier-raised", 1),
    ]


async def test_what_was_read_is_not_new_and_what_comes_then_is(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    reader = officer(council, name=f"Reader of {council}")
    before = await news(ask, reader)
    await ask("barriers", "mark_news_read", MarkNewsRead(), reader)
    after = await news(ask, reader)
    await support(ask, raised["id"], new_code())
    later = await news(ask, reader)

    assert (before["new"], after["new"], later["new"]) == (1, 0, 1)
    assert (await news(ask, lead(council)))["new"] == 2


async def test_news_is_for_councils_and_watching_for_ones_own(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    for caller in (ANALYST, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await news(ask, caller)
    with pytest.raises(NotAllowed):
        await ask("barriers", "watch", WatchBarrier(raised["id"], council), officer("ZZZ"))
    with pytest.raises(NotFound):
        await voices(ask, "WB-0000-000", officer(council))
