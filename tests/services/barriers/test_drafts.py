"""Drafts, files and what is told in confidence, on real servers."""

import asyncio
import base64
from typing import Any
from uuid import uuid4

import pytest

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    AddFile,
    CheckDraft,
    DiscardDraft,
    GetDraft,
    LawTyped,
    ListDrafts,
    ListFiles,
    OpenBarrier,
    RaiseDraft,
    ReadFile,
    RemoveFile,
    SaveDraft,
    Typed,
)
from contracts.callers import SECTOR_BODY, Caller
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from contracts.operating.messages import ReadFeed
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, lead, officer
from tests.services.barriers.doing import listed, new_code, raise_, read, similar, support

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OPERATOR = Caller("", SECTOR_BODY, "administrator", "Operator", "operator")
RESPONDER = Caller("responder", "nhs-england", "responder", "Rhi Responder")


def typed(**given: Any) -> Typed:
    whole = {
        "title": f"Nothing moves {uuid4().hex}",
        "story": "It has not moved for years. Ask jo@example.org.",
        "kind": "legal",
        "who": "unnamed",
    }
    return Typed(**{**whole, **given})


async def save(ask: Asking, council: str, what: Typed, **given: Any) -> Any:
    caller = given.pop("caller", officer(council))
    key = given.pop("idempotency_key", None)
    wanted = SaveDraft(council, what, **given)
    return await ask("barriers", "save_draft", wanted, caller, idempotency_key=key)


async def draft(ask: Asking, id: str, caller: Caller) -> Any:
    return await ask("barriers", "draft", GetDraft(id), caller)


async def send(ask: Asking, council: str, id: str, caller: Caller | None = None, **given: Any):
    key = given.pop("idempotency_key", None)
    wanted = RaiseDraft(id, council, **given)
    return await ask(
        "barriers", "raise_draft", wanted, caller or officer(council), idempotency_key=key
    )


async def add(ask: Asking, barrier: str, caller: Caller, name: str = "a.pdf", content: bytes = PDF):
    wanted = AddFile(barrier, name, base64.b64encode(content).decode())
    return await ask("barriers", "add_file", wanted, caller)


async def files(ask: Asking, barrier: str, caller: Caller) -> Any:
    return await ask("barriers", "files", ListFiles(barrier), caller)


async def told_of(ask: Asking, barrier: str, amount: int) -> list[Any]:
    """The events of a barrier, once there are so many: the relay places them a moment later."""
    after, found = 0, []
    async with asyncio.timeout(10):
        while len(found) < amount:
            page = await ask("barriers", "feed", ReadFeed(after), OPERATOR)
            events = [each["event"] for each in page["events"]]
            found += [each for each in events if each["subject"] == barrier]
            after = page["events"][-1]["position"] if events else after
    return found


async def test_colleagues_go_on_with_each_others_drafts_and_nobody_else_learns_of_one(
    ask: Asking, council: str
) -> None:
    saved = await save(ask, council, Typed(title="A title", story="x" * 30_000))
    more = Typed(kind="legal")
    await save(ask, council, more, draft=saved["id"], revision=1, caller=lead(council))

    found = await draft(ask, saved["id"], officer(council))
    assert (found["typed"]["title"], found["typed"]["kind"]) == ("A title", "legal")
    assert (found["revision"], found["changed_by"]) == (2, "Lee Lead")
    (only,) = (await ask("barriers", "drafts", ListDrafts(council), officer(council)))["drafts"]
    assert only["title"] == "A title"

    for other in (lead(new_code()), ANALYST, ADMINISTRATOR, RESPONDER):
        for method, message in (
            ("draft", GetDraft(saved["id"])),
            ("check_draft", CheckDraft(saved["id"])),
            ("discard_draft", DiscardDraft(saved["id"])),
            ("files", ListFiles(saved["id"])),
        ):
            with pytest.raises(NotFound):
                await ask("barriers", method, message, other)
        with pytest.raises(NotAllowed):
            await ask("barriers", "drafts", ListDrafts(council), other)


async def test_of_two_browsers_on_one_draft_the_slower_is_told(ask: Asking, council: str) -> None:
    kept = (await save(ask, council, typed(title="First")))["id"]
    both = [save(ask, council, Typed(title=each), draft=kept, revision=1) for each in ("A", "B")]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(isinstance(each, Stale) for each in outcomes) == [False, True]
    found = await draft(ask, kept, officer(council))
    assert (found["typed"]["title"], found["revision"]) == (
        "A" if isinstance(outcomes[1], Stale) else "B",
        2,
    )


async def test_a_council_keeps_fifty_drafts_and_no_more_even_all_at_once(
    ask: Asking, council: str
) -> None:
    outcomes = await asyncio.gather(
        *(save(ask, council, Typed(title=str(each))) for each in range(53)), return_exceptions=True
    )
    assert sum(isinstance(each, Conflict) for each in outcomes) == 3
    found = await ask("barriers", "drafts", ListDrafts(council), officer(council))
    assert len(found["drafts"]) == found["most"] == 50
    await ask("barriers", "discard_draft", DiscardDraft(found["drafts"][0]["id"]), officer(council))
    assert await save(ask, council, Typed(title="There is room again"))


async def test_a_draft_begun_again_under_its_key_is_one(ask: Asking, council: str) -> None:
    what, key = typed(), uuid4().hex
    first = await save(ask, council, what, idempotency_key=key)
    assert await save(ask, council, what, idempotency_key=key) == first


async def test_a_sent_draft_is_a_barrier_under_its_id_once_and_no_draft_any_more(
    ask: Asking, council: str
) -> None:
    link = "https://www.legislation.gov.uk/ukpga/1972/70/section/123"
    estimate = {"measure": "money", "low": "£1,000", "high": "2000", "method": "Our own ledger"}
    what = typed(laws=(LawTyped(link=link),), confidence="low", **estimate)
    kept = (await save(ask, council, what))["id"]
    await add(ask, kept, officer(council))
    key = uuid4().hex

    sent = [send(ask, council, kept, revision=1, idempotency_key=key) for _ in range(2)]
    first, second = await asyncio.gather(*sent)

    assert first == second
    assert first["id"] == kept
    assert first["facets"]["law"] == "Local Government Act 1972, section 123"
    assert first["facets"]["laws"] == [
        {"title": "Local Government Act 1972", "section": "section 123", "link": link}
    ]
    assert (first["estimate"]["low"], first["estimate"]["high"]) == (1000, 2000)
    assert [each["kind"] for each in first["warnings"]] == ["e-mail"]
    assert len((await files(ask, first["number"], officer(council)))["files"]) == 1
    with pytest.raises(NotFound):
        await draft(ask, kept, officer(council))
    with pytest.raises(NotFound):
        await send(ask, council, kept)
    assert (await read(ask, kept, officer("ZZZ")))["warnings"] == []


async def test_a_draft_that_is_not_right_yet_says_what_is_wrong_and_stays(
    ask: Asking, council: str
) -> None:
    what = typed(kind="no-such-kind", title="", laws=(LawTyped(link="javascript:alert(1)"),))
    kept = (await save(ask, council, what))["id"]
    check = await ask("barriers", "check_draft", CheckDraft(kept), officer(council))
    assert {"title", "laws[0].link"} <= {each["field"] for each in check["mistakes"]}
    assert [each["text"] for each in check["warnings"]] == ["jo@example.org"]

    with pytest.raises(Invalid):
        await send(ask, council, kept)
    await save(ask, council, Typed(title="A title", laws=()), draft=kept, revision=1)
    with pytest.raises(Invalid) as refused:
        await send(ask, council, kept)
    assert list(refused.value.details) == ["kind"]
    with pytest.raises(Stale):
        await send(ask, council, kept, revision=1)
    assert await draft(ask, kept, officer(council))


async def test_an_officer_writes_and_only_a_lead_sends_with_the_councils_name(
    ask: Asking, council: str
) -> None:
    kept = (await save(ask, council, typed(who="named")))["id"]
    with pytest.raises(NotAllowed):
        await send(ask, council, kept)
    assert (await send(ask, council, kept, lead(council)))["named_supporters"] == [council]


async def test_a_discarded_draft_takes_its_files_with_it(ask: Asking, council: str) -> None:
    kept = (await save(ask, council, typed()))["id"]
    await add(ask, kept, officer(council))
    await ask("barriers", "discard_draft", DiscardDraft(kept), officer(council))
    with pytest.raises(NotFound):
        await files(ask, kept, officer(council))


async def test_a_barrier_has_five_files_and_no_more_even_all_at_once(
    ask: Asking, council: str
) -> None:
    barrier = (await raise_(ask, council))["id"]
    adding = [add(ask, barrier, lead(council), f"{each}.pdf") for each in range(7)]
    outcomes = await asyncio.gather(*adding, return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in outcomes) == 2
    found = (await files(ask, barrier, ANALYST))["files"]
    assert len(found) == 5
    removed = RemoveFile(barrier, found[0]["id"])
    assert len((await ask("barriers", "remove_file", removed, lead(council)))["files"]) == 4


async def test_a_file_of_four_megabytes_comes_back_as_it_was_sent(
    ask: Asking, council: str
) -> None:
    barrier = (await raise_(ask, council, named=True))["number"]
    content = PDF + bytes(4 * 1024 * 1024 - len(PDF))
    added = await add(ask, barrier, lead(council), "C:\\evidence\\Tŷ.pdf", content)
    assert (added["name"], added["size"]) == ("Tŷ.pdf", 4 * 1024 * 1024)
    back = await ask("barriers", "file", ReadFile(barrier, added["id"]), officer("ZZZ"))
    assert base64.b64decode(back["content"]) == content
    with pytest.raises(Invalid):
        await add(ask, barrier, lead(council), "a.pdf", content + b" ")
    with pytest.raises(Invalid):
        await add(ask, barrier, lead(council), "a.png")
    with pytest.raises(NotAllowed):
        await add(ask, barrier, lead(new_code()))


async def test_files_of_a_council_that_is_not_named_are_there_for_it_and_for_analysts_alone(
    ask: Asking, council: str
) -> None:
    barrier = (await raise_(ask, council, named=False))["id"]
    file = (await add(ask, barrier, lead(council)))["id"]
    for reader in (officer(council), ANALYST):
        assert (await files(ask, barrier, reader))["may_see"]
        assert await ask("barriers", "file", ReadFile(barrier, file), reader)
    assert await files(ask, barrier, officer("ZZZ")) == {
        "files": [],
        "may_see": False,
        "may_add": False,
    }
    for method, message in (
        ("file", ReadFile(barrier, file)),
        ("remove_file", RemoveFile(barrier, file)),
    ):
        with pytest.raises(NotFound):
            await ask("barriers", method, message, officer("ZZZ"))


async def test_what_is_told_in_confidence_is_nowhere_for_others_until_a_lead_opens_it(
    ask: Asking, council: str
) -> None:
    word = f"quokka{uuid4().hex}"
    title = f"The {word} waits for {word} keepers"
    told = await raise_(ask, council, title=title, audience="sector-body")
    other = new_code()

    for reader in (officer(other), ADMINISTRATOR, RESPONDER):
        with pytest.raises(NotFound):
            await read(ask, told["number"], reader)
        assert (await listed(ask, reader, search=word))["barriers"] == []
        assert (await listed(ask, reader, search=told["number"]))["barriers"] == []
    assert await similar(ask, title) == []
    with pytest.raises(NotFound):
        await support(ask, told["id"], other)
    assert (await read(ask, told["id"], officer(council)))["audience"] == "sector-body"
    assert len((await listed(ask, ANALYST, search=word))["barriers"]) == 1

    acknowledge = AcknowledgeBarrier(told["id"], told["version"])
    await ask("barriers", "acknowledge", acknowledge, ANALYST)
    opening = OpenBarrier(told["id"], council, named=True)
    for caller in (officer(council), lead(other), ANALYST):
        with pytest.raises((NotAllowed, NotFound)):
            await ask("barriers", "open_barrier", opening, caller)
    with pytest.raises(NotFound):
        await ask("barriers", "open_barrier", OpenBarrier(told["id"], other), lead(other))
    opened = await ask("barriers", "open_barrier", opening, lead(council))
    assert (opened["audience"], opened["council"]) == ("everybody", council)
    assert await similar(ask, title) == [told["id"]]
    await support(ask, told["id"], other)

    events = await told_of(ask, told["id"], 4)
    assert [each["type"].split(".")[-2] for each in events] == [
        "barrier-raised-in-confidence",
        "confidential-barrier-moved",
        "barrier-raised",
        "barrier-supported",
    ]
    assert all(set(each["data"]) == {"barrier", "at"} for each in events[:2])
    assert events[2]["data"]["stage"] == "acknowledged"
