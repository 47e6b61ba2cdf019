"""Barrier events as systems read them: in one order, from any place, without what was removed."""

from typing import Any
from uuid import uuid4

import pytest

from contracts.barriers.messages import (
    ModerateWorkaround,
    OfferWorkaround,
    ReadEvents,
    RedactBarrier,
    WithdrawWorkaround,
)
from contracts.callers import ANONYMOUS, Caller
from contracts.errors import Conflict, NotSignedIn
from services.barriers.domain.redactions import REMOVED
from tests.services.asking import ANALYST, Asking, lead, officer
from tests.services.barriers.doing import raise_, support

READER = officer("ZZZ")


async def page(ask: Asking, after: int, *types: str, limit: int = 1000) -> Any:
    return await ask("barriers", "events", ReadEvents(after, types, limit), READER)


async def read(ask: Asking, after: int, *types: str, limit: int = 1000) -> list[Any]:
    """All events behind a position, page by page."""
    found: list[Any] = []
    while True:
        part = await page(ask, after, *types, limit=limit)
        found += part["events"]
        if part["last"] >= part["head"]:
            return found
        after = part["last"]


async def placed(ask: Asking, after: int, subject: str, number: int) -> list[Any]:
    """The events of one thing, once the relay has given that many of them their places."""
    while True:
        found = [each for each in await read(ask, after) if each["subject"] == subject]
        if len(found) >= number:
            return found


async def head(ask: Asking) -> int:
    return int((await page(ask, 0, limit=1))["head"])


async def offered(ask: Asking, council: str, title: str) -> str:
    barrier = await raise_(ask, council)
    offer = OfferWorkaround(barrier["id"], council, title=title, text="Like this.")
    return str((await ask("barriers", "offer_workaround", offer, lead(council)))["id"])


async def test_pages_of_any_size_have_every_event_once_and_in_order(
    ask: Asking, council: str
) -> None:
    before = await head(ask)
    for _ in range(3):
        barrier = await raise_(ask, council)
    await placed(ask, before, barrier["id"], 1)

    whole = await read(ask, before)

    positions = [int(each["position"]) for each in whole]
    assert positions == list(range(before + 1, before + 1 + len(whole)))
    assert [each["id"] for each in await read(ask, before, limit=1)] == [
        each["id"] for each in whole
    ]


async def test_some_kinds_are_picked_out_and_none_of_them_is_missed(
    ask: Asking, council: str
) -> None:
    before = await head(ask)
    barrier = await raise_(ask, council)
    await support(ask, barrier["id"], "YYY")
    another = await raise_(ask, council)
    both = await placed(ask, before, barrier["id"], 2)
    await placed(ask, before, another["id"], 1)
    whole = await read(ask, before)

    for limit in (1, 1000):
        supports = await read(ask, before, "barriers.barrier-supported.*", limit=limit)
        assert supports == [each for each in whole if each["type"] == both[1]["type"]]
    assert await read(ask, before, "barriers.barrier-raised.v1", "barriers.#") == whole
    assert await read(ask, before, "accounts.#") == []


async def test_a_place_that_no_event_has_had_is_refused(ask: Asking, council: str) -> None:
    await raise_(ask, council)
    for types in ((), ("barriers.#",)):
        with pytest.raises(Conflict) as refused:
            await page(ask, 10**9, *types)
        assert refused.value.code == "position-beyond-the-feed"
    with pytest.raises(NotSignedIn):
        await ask("barriers", "events", ReadEvents(), ANONYMOUS)


async def test_an_event_that_lost_words_keeps_its_place_and_says_when_it_lost_them(
    ask: Asking, council: str
) -> None:
    before, name = await head(ask), f"Person {uuid4().hex}"
    barrier = await raise_(ask, council, title=f"{name} waits", story=f"We met {name}.")
    (told,) = await placed(ask, before, barrier["id"], 1)
    wanted = RedactBarrier(barrier["id"], (name,), "personal-data", barrier["version"])
    await ask("barriers", "redact", wanted, ANALYST)

    again, redacted = await placed(ask, before, barrier["id"], 2)

    same = ("id", "type", "subject", "sequence", "position", "time")
    assert [again[each] for each in same] == [told[each] for each in same]
    assert again["data"] == {**told["data"], "title": f"{REMOVED} waits"}
    assert again["erased"] == redacted["data"]["at"]
    assert {"erased"}.isdisjoint({*told, *redacted})


def hide(workaround: str, *, hidden: bool) -> tuple[Any, str, Caller]:
    why = "A resident is named in it."
    return ModerateWorkaround(workaround, hidden=hidden, why=why), "moderate_workaround", ANALYST


async def test_the_title_of_a_workaround_is_told_only_while_it_is_shown(
    ask: Asking, council: str
) -> None:
    before, title = await head(ask), f"Ask {uuid4().hex}"
    workaround = await offered(ask, council, title)
    withdraw = (WithdrawWorkaround(workaround), "withdraw_workaround", lead(council))
    told = [
        hide(workaround, hidden=True),
        hide(workaround, hidden=False),
        withdraw,
        hide(workaround, hidden=True),
        hide(workaround, hidden=False),
    ]
    shown = []
    for number, (message, method, caller) in enumerate(told, start=2):
        await ask("barriers", method, message, caller)
        first, *_ = await placed(ask, before, workaround, number)
        assert (first["data"]["title"] == REMOVED) == ("erased" in first)
        shown.append(first["data"]["title"])

    assert shown == [REMOVED, title, REMOVED, REMOVED, REMOVED]
    assert title not in str(await read(ask, before))
