"""What is offered to who types a barrier that is like others, by two processes on real servers."""

from typing import Any
from uuid import uuid4

import pytest

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    FindSimilar,
    MergeBarrier,
    RedactBarrier,
    ResolveBarrier,
    TakeUpBarrier,
    UnmergeBarrier,
)
from contracts.callers import Caller
from tests.services.asking import ANALYST, Asking, officer
from tests.services.barriers.doing import listed, new_code, raise_, read, similar, support

NOTE = "The Act allows it. Nobody has to ask."
NOTE_CY = "Mae'r Ddeddf yn ei ganiatáu. Does dim rhaid i neb ofyn."


@pytest.fixture
def tag() -> str:
    """Two words of no other barrier."""
    return f"q{uuid4().hex[:12]} z{uuid4().hex[:12]}"


async def about(ask: Asking, council: str, tag: str, **given: Any) -> Any:
    return await raise_(ask, council, title=f"About {tag}", **given)


async def offered(ask: Asking, tag: str, caller: Caller, **given: Any) -> list[Any]:
    asked = FindSimilar(f"about {tag}", **given)
    found = await ask("barriers", "similar", asked, caller)
    return list(found["barriers"])


async def ids(ask: Asking, tag: str, caller: Caller) -> list[str]:
    return [each["id"] for each in await offered(ask, tag, caller)]


async def resolve_with_note(ask: Asking, barrier: Any) -> None:
    for method, message in (
        ("acknowledge", AcknowledgeBarrier(barrier["id"], barrier["version"])),
        ("take_up", TakeUpBarrier(barrier["id"], barrier["version"] + 1)),
        (
            "resolve",
            ResolveBarrier(
                barrier["id"],
                "not-actually-a-barrier",
                "Counsel says so.",
                note=NOTE,
                note_cy=NOTE_CY,
                version=barrier["version"] + 2,
            ),
        ),
    ):
        await ask("barriers", method, message, ANALYST)


async def test_a_similar_barrier_is_offered_while_somebody_types(ask: Asking, council: str) -> None:
    tag = uuid4().hex
    raised = await raise_(
        ask,
        council,
        title=f"Notices must be printed in a newspaper {tag}",
        story="Few people read the printed notices.",
    )

    assert (await similar(ask, f"printing notices in newspapers {tag}"))[0] == raised["id"]
    assert raised["id"] not in await similar(ask, "a bridge that floods every winter")


async def test_a_similar_barrier_in_welsh_is_offered(ask: Asking, council: str) -> None:
    raised = await raise_(
        ask,
        council,
        title="Ni allwn rannu cyfeiriadau â'r bwrdd iechyd lleol",
        story="Mae'r gyfraith yn gwahardd rhannu, medden nhw.",
    )

    assert raised["id"] in await similar(ask, "rhannu cyfeiriadau gyda'r bwrdd iechyd")


async def test_whatever_was_raised_before_is_found_by_every_process(
    ask: Asking, council: str, tag: str
) -> None:
    raised = await about(ask, council, tag)

    for _ in range(6):
        assert await ids(ask, tag, officer("ZZZ")) == [raised["id"]]


async def test_what_is_offered_names_no_council(ask: Asking, council: str) -> None:
    tag = uuid4().hex
    await raise_(ask, council, title=f"Unheard secret trouble {tag}")

    found = await ask("barriers", "similar", FindSimilar(f"secret trouble {tag}"), officer("ZZZ"))

    assert found["barriers"]
    assert council not in repr(found)


async def test_one_told_in_confidence_is_offered_to_nobody_else(
    ask: Asking, council: str, tag: str
) -> None:
    told = await about(ask, council, tag, audience="sector-body")

    for stranger in (officer("ZZZ"), Caller("r", "ico", "responder", "Rhys Responder")):
        assert await ids(ask, tag, stranger) == []
        assert (await listed(ask, stranger, search=tag))["barriers"] == []
    for its_own in (officer(council), ANALYST):
        assert await ids(ask, tag, its_own) == [told["id"]]


async def test_why_it_is_not_actually_a_barrier_comes_first(
    ask: Asking, council: str, tag: str
) -> None:
    settled = await about(ask, council, tag, story="Nothing else.")
    await resolve_with_note(ask, settled)
    other = await about(ask, new_code(), tag, story=f"All about {tag}, about {tag}.")

    first, second = await offered(ask, tag, officer("ZZZ"))

    assert (first["id"], first["stage"]) == (settled["id"], "resolved")
    assert (first["note"], first["note_cy"]) == (NOTE, NOTE_CY)
    assert (second["id"], second["note"]) == (other["id"], None)


async def test_a_merged_one_stands_for_the_one_that_it_went_into(
    ask: Asking, council: str, tag: str
) -> None:
    one = await about(ask, council, tag)
    into = await raise_(ask, new_code(), title=f"Nothing alike {uuid4().hex}", story="At all.")
    merge = MergeBarrier(one["id"], into["id"], "It is the same.", one["version"])
    await ask("barriers", "merge", merge, ANALYST)

    (found,) = await offered(ask, tag, officer("ZZZ"))
    assert (found["id"], found["through"]) == (into["id"], one["number"])

    now = await read(ask, one["id"], ANALYST)
    await ask("barriers", "unmerge", UnmergeBarrier(one["id"], now["version"]), ANALYST)
    (found,) = await offered(ask, tag, officer("ZZZ"))
    assert (found["id"], found["through"]) == (one["id"], None)


async def test_words_that_were_removed_find_it_no_more(ask: Asking, council: str, tag: str) -> None:
    raised = await about(ask, council, tag)
    wanted = RedactBarrier(raised["id"], (tag,), "personal-data", raised["version"])

    await ask("barriers", "redact", wanted, ANALYST)

    assert (await listed(ask, search=tag))["barriers"] == []
    assert raised["id"] not in await ids(ask, tag, officer("ZZZ"))


async def test_support_does_not_hide_it(ask: Asking, council: str, tag: str) -> None:
    raised = await about(ask, council, tag)
    await support(ask, raised["id"], new_code())

    (found,) = await offered(ask, tag, officer("ZZZ"))

    assert (found["id"], found["supporters"]) == (raised["id"], 2)


async def test_what_it_shares_with_what_is_typed_is_said(
    ask: Asking, council: str, tag: str
) -> None:
    await about(ask, council, tag, kind="legal", body="defra", law="Land Drainage Act 1991")

    (found,) = await offered(
        ask, tag, officer("ZZZ"), kind="legal", body="mhclg", law="land drainage act, 1991"
    )

    assert found["same"] == ["kind", "law"]
