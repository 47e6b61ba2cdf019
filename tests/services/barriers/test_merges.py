"""Barriers made one and two again, while councils go on supporting and withdrawing."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from contracts.barriers.messages import (
    AnswerObjection,
    GetNews,
    MergeBarrier,
    ObjectToMerge,
    PreviewMerge,
    UnmergeBarrier,
    WithdrawSupport,
)
from contracts.callers import Caller
from contracts.errors import Conflict, NotAllowed, Stale, VersionRequired
from tests.services.asking import ANALYST, Asking, lead, officer
from tests.services.barriers.doing import new_code, raise_, read, support

WHY = "Both are about the same paragraph"


async def merge(ask: Asking, one: Any, into: Any, caller: Caller = ANALYST) -> Any:
    version = (await read(ask, one["id"], ANALYST))["version"]
    wanted = MergeBarrier(one["id"], into["number"], WHY, version)
    return await ask("barriers", "merge", wanted, caller)


async def unmerge(ask: Asking, one: Any, caller: Caller = ANALYST) -> Any:
    version = (await read(ask, one["id"], ANALYST))["version"]
    return await ask("barriers", "unmerge", UnmergeBarrier(one["id"], version), caller)


async def test_a_merge_and_its_undoing_sent_again_get_the_first_answer(
    ask: Asking, council: str
) -> None:
    one, into = await pair(ask, council)
    steps = (("merge", MergeBarrier, (into["number"], WHY)), ("unmerge", UnmergeBarrier, ()))
    for method, message, said in steps:
        version = (await read(ask, one["id"], ANALYST))["version"]
        wanted, key = message(one["id"], *said, version), str(uuid4())
        answers = [
            await ask("barriers", method, wanted, ANALYST, idempotency_key=key) for _ in range(2)
        ]
        assert answers[0] == answers[1], method


async def pair(ask: Asking, council: str) -> tuple[Any, Any]:
    """One barrier of `council` and another, both supported by a third council."""
    one, into = await raise_(ask, council), await raise_(ask, new_code())
    third = new_code()
    for each in (one, into):
        await support(ask, each["id"], third)
    return one, into


async def test_a_merge_counts_each_council_once_and_its_undoing_gives_all_back(
    ask: Asking, council: str
) -> None:
    one, into = await pair(ask, council)
    before = [await read(ask, each["id"], ANALYST) for each in (one, into)]

    gone = await merge(ask, one, into)
    grown = await read(ask, into["id"], ANALYST)
    back = await unmerge(ask, one)
    left = await read(ask, into["id"], ANALYST)

    assert (gone["stage"], gone["supporters"]) == ("merged", 0)
    assert (gone["merging"]["number"], gone["merging"]["why"]) == (into["number"], WHY)
    assert grown["supporters"] == 3
    assert [each["number"] for each in grown["merging"]["took_in"]] == [one["number"]]
    for was, now in zip(before, (back, left), strict=True):
        assert {**now, "version": was["version"]} == was


async def test_a_preview_says_what_would_be_counted_and_what_speaks_against_it(
    ask: Asking, council: str
) -> None:
    one, into = await pair(ask, council)
    wanted = PreviewMerge(one["id"], into["number"])

    preview = await ask("barriers", "preview_merge", wanted, ANALYST)
    itself = await ask("barriers", "preview_merge", PreviewMerge(one["id"], one["number"]), ANALYST)

    assert (preview["together"], preview["both"], preview["refused"]) == (3, 1, None)
    assert itself["refused"] == "merge-into-itself"
    with pytest.raises(NotAllowed):
        await ask("barriers", "preview_merge", wanted, lead(council))


async def test_a_ring_is_refused_and_changes_nothing(ask: Asking, council: str) -> None:
    first, second, third = [await raise_(ask, council) for _ in range(3)]
    await merge(ask, first, second)
    await merge(ask, second, third)

    for one, into in ((third, first), (third, second), (third, third)):
        with pytest.raises(Conflict):
            await merge(ask, one, into)
    with pytest.raises(Conflict) as refused:
        await unmerge(ask, first)

    assert refused.value.details["into"] == third["number"]
    assert (await read(ask, third["id"], ANALYST))["supporters"] == 1


async def test_two_analysts_who_merge_two_barriers_into_each_other_make_no_ring(
    ask: Asking, council: str
) -> None:
    one, other = await pair(ask, council)

    outcomes = await asyncio.gather(
        merge(ask, one, other), merge(ask, other, one), return_exceptions=True
    )

    now = [await read(ask, each["id"], ANALYST) for each in (one, other)]
    assert sum(isinstance(each, Conflict | Stale) for each in outcomes) == 1
    assert sorted(each["supporters"] for each in now) == [0, 3]


async def test_support_while_barriers_merge_and_part_is_neither_lost_nor_doubled(
    ask: Asking, council: str
) -> None:
    one, into = await raise_(ask, council), await raise_(ask, new_code())
    codes = [new_code() for _ in range(16)]

    async def meets(code: str) -> None:
        try:
            await support(ask, one["id"], code)
        except Conflict as refusal:
            await support(ask, refusal.details["into"], code)

    async def merges() -> None:
        for _ in range(3):
            for change in (lambda: merge(ask, one, into), lambda: unmerge(ask, one)):
                while isinstance(await outcome_of(change()), Stale):
                    pass

    await asyncio.gather(merges(), *(meets(code) for code in codes))

    now = [await read(ask, each["id"], ANALYST) for each in (one, into)]
    behind = [*now[0]["named_supporters"], *now[1]["named_supporters"]]
    assert [len(each["named_supporters"]) for each in now] == [each["supporters"] for each in now]
    assert sorted(behind) == sorted([council, into["council"], *codes])


async def outcome_of(asked: Any) -> Any:
    try:
        return await asked
    except (Conflict, Stale) as refusal:
        return refusal


async def test_who_withdrew_at_the_other_place_does_not_come_back(
    ask: Asking, council: str
) -> None:
    one, into = await pair(ask, council)
    await merge(ask, one, into)
    with pytest.raises(Conflict) as refused:
        await ask(
            "barriers", "withdraw_support", WithdrawSupport(one["id"], council), lead(council)
        )
    withdrawal = WithdrawSupport(into["id"], council)
    await ask("barriers", "withdraw_support", withdrawal, officer(council))

    back = await unmerge(ask, one)

    assert into["number"] in refused.value.message
    assert back["supporters"] == 1
    assert council not in back["named_supporters"]


async def test_only_an_analyst_merges_and_says_which_version(ask: Asking, council: str) -> None:
    one, into = await pair(ask, council)
    for act in (merge, unmerge):
        with pytest.raises(NotAllowed):
            await (
                act(ask, one, into, lead(council)) if act is merge else act(ask, one, lead(council))
            )
    with pytest.raises(VersionRequired):
        await ask("barriers", "merge", MergeBarrier(one["id"], into["id"], WHY), ANALYST)
    with pytest.raises(Stale):
        await ask("barriers", "merge", MergeBarrier(one["id"], into["id"], WHY, 1), ANALYST)


async def test_supporters_are_told_object_and_are_answered(ask: Asking, council: str) -> None:
    one, into = await pair(ask, council)
    await merge(ask, one, into)
    told = await ask("barriers", "news", GetNews(), officer(council))
    objection = ObjectToMerge(one["id"], council, "Ours is about Wales")
    await ask("barriers", "object_to_merge", objection, officer(council))
    stranger = ObjectToMerge(one["id"], "ZZZ", "It is not ours")
    with pytest.raises(NotAllowed):
        await ask("barriers", "object_to_merge", stranger, officer("ZZZ"))

    for_analysts = await read(ask, one["id"], ANALYST)
    for_others = await read(ask, one["id"], officer("ZZZ"))
    answer = AnswerObjection(one["id"], council, "The Act is the same")
    await ask("barriers", "answer_objection", answer, ANALYST)
    for_them = await read(ask, one["id"], officer(council))

    names = [each["name"] for each in told["happenings"]]
    assert {"barrier-merged", "barrier-took-in"} <= set(names)
    assert [each["council"] for each in for_analysts["merging"]["said"]] == [council]
    assert (for_others["merging"]["said"], for_others["merging"]["objections"]) == ([], 1)
    assert (for_others["merging"]["may_object"], for_them["merging"]["may_object"]) == (False, True)
    assert for_them["merging"]["said"][0]["answer"] == "The Act is the same"
    assert for_them["merging"]["unanswered"] == 0
