"""Words taken out of barriers, notes between analysts, and what readers report."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from pymongo import MongoClient

from contracts.barriers.messages import (
    AddNote,
    GetFlag,
    GetHistory,
    GetModeration,
    GetNotes,
    ListFlags,
    ModerateWorkaround,
    OfferWorkaround,
    PreviewRedaction,
    RaiseFlag,
    RedactBarrier,
    RemoveNote,
    SettleFlag,
)
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound, Stale, VersionRequired
from deploy.local.stack import Stack
from services.barriers.domain.redactions import REMOVED
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, lead, officer
from tests.services.barriers.doing import listed, raise_, read, request, support

COLLEAGUE = Caller("another-analyst", "sector-body", "analyst", "Ben Analyst")
RESPONDER = Caller("responder", "ico", "responder", "Rhys Responder")
SECRET = "Mrs Blodwen Pritchard"


@pytest.fixture
def kept(platform: Stack) -> Iterator[Callable[[str], set[str]]]:
    """The collections of the service that hold some words."""
    with MongoClient[dict[str, Any]](platform.mongodb_url("barriers")) as client:
        records = client.get_default_database()
        yield lambda words: {
            name
            for name in records.list_collection_names()
            if any(words in str(each) for each in records[name].find())
        }


async def told(ask: Asking, council: str, name: str = SECRET) -> Any:
    return await raise_(ask, council, title=f"{name} waits", story=f"We met {name} twice.")


async def redact(ask: Asking, barrier: Any, *passages: str, by: Caller = ANALYST) -> Any:
    wanted = RedactBarrier(barrier["id"], passages, "personal-data", barrier["version"])
    return await ask("barriers", "redact", wanted, by)


async def test_removed_words_are_gone_from_all_that_the_service_keeps(
    ask: Asking, council: str, kept: Callable[[str], set[str]]
) -> None:
    name = f"Person {uuid4().hex}"
    await told(ask, council, name)
    barrier = (await listed(ask, officer(council), mine=True))["barriers"][0]
    supported = await support(ask, barrier["id"], "ZZZ")
    before = kept(name)

    redacted = await redact(ask, supported, name)

    assert before >= {"barriers", "events", "commands"}
    assert kept(name) == set()
    assert redacted["title"] == f"{REMOVED} waits"
    assert (await read(ask, barrier["id"], officer("ZZZ")))["story"] == f"We met {REMOVED} twice."


async def test_a_command_that_comes_again_gets_its_answer_without_the_words(
    ask: Asking, council: str
) -> None:
    wanted = request(council, title=f"{SECRET} waits")
    key = str(uuid4())
    first = await ask("barriers", "raise_barrier", wanted, lead(council), idempotency_key=key)
    await redact(ask, first, SECRET)

    again = await ask("barriers", "raise_barrier", wanted, lead(council), idempotency_key=key)

    assert again == {**first, "title": f"{REMOVED} waits"}


async def test_the_trace_is_for_everybody_and_who_it_was_for_analysts(
    ask: Asking, council: str
) -> None:
    barrier = await told(ask, council)
    await redact(ask, barrier, SECRET)

    for caller, name in ((officer("ZZZ"), None), (ADMINISTRATOR, None), (ANALYST, ANALYST.name)):
        trace = await ask("barriers", "moderation", GetModeration(barrier["id"]), caller)
        (one,) = trace["redactions"]
        assert (one["fields"], one["reason"]) == (["title", "story"], "personal-data")
        assert one["by"] == name


async def test_a_preview_shows_what_would_be_left_and_changes_nothing(
    ask: Asking, council: str
) -> None:
    barrier = await told(ask, council)
    wanted = PreviewRedaction(barrier["id"], (SECRET,))

    shown = await ask("barriers", "preview_redaction", wanted, ANALYST)

    assert [each["field"] for each in shown["texts"]] == ["title", "story"]
    assert await read(ask, barrier["id"], officer(council)) == barrier


async def test_only_an_analyst_who_says_which_version_removes_words_that_are_there(
    ask: Asking, council: str
) -> None:
    barrier = await told(ask, council)
    wanted = PreviewRedaction(barrier["id"], (SECRET,))
    for caller in (lead(council), ADMINISTRATOR, RESPONDER):
        with pytest.raises(NotAllowed):
            await redact(ask, barrier, SECRET, by=caller)
        with pytest.raises(NotAllowed):
            await ask("barriers", "preview_redaction", wanted, caller)
    with pytest.raises(Invalid):
        await redact(ask, barrier, "Nobody of this name")
    with pytest.raises(Stale):
        await redact(ask, {**barrier, "version": 7}, SECRET)
    with pytest.raises(VersionRequired):
        await redact(ask, {**barrier, "version": None}, SECRET)

    assert await read(ask, barrier["id"], officer(council)) == barrier


async def test_notes_are_for_analysts_and_in_nothing_that_others_read(
    ask: Asking, council: str, kept: Callable[[str], set[str]]
) -> None:
    barrier = await raise_(ask, council)
    secret = f"He rang again {uuid4().hex}"

    added = await ask("barriers", "add_note", AddNote(barrier["id"], secret), ANALYST)

    (note,) = (await ask("barriers", "notes", GetNotes(barrier["id"]), COLLEAGUE))["notes"]
    assert (note["text"], note["by"], note["mine"]) == (secret, ANALYST.name, False)
    assert kept(secret) == {"notes"}
    for caller in (lead(council), ADMINISTRATOR, RESPONDER):
        for method, wanted in (
            ("notes", GetNotes(barrier["id"])),
            ("add_note", AddNote(barrier["id"], "Me too")),
            ("remove_note", RemoveNote(barrier["id"], added["id"])),
        ):
            with pytest.raises(NotAllowed):
                await ask("barriers", method, wanted, caller)
    assert await read(ask, barrier["id"], officer(council)) == barrier


async def test_who_wrote_a_note_removes_it_and_nobody_else(ask: Asking, council: str) -> None:
    barrier, other = await raise_(ask, council), await raise_(ask, council)
    note = (await ask("barriers", "add_note", AddNote(barrier["id"], "Mine"), ANALYST))["id"]

    with pytest.raises(NotAllowed):
        await ask("barriers", "remove_note", RemoveNote(barrier["id"], note), COLLEAGUE)
    with pytest.raises(NotFound):
        await ask("barriers", "remove_note", RemoveNote(other["id"], note), ANALYST)
    await ask("barriers", "remove_note", RemoveNote(barrier["id"], note), ANALYST)

    assert (await ask("barriers", "notes", GetNotes(barrier["id"]), ANALYST))["notes"] == []


async def flag(ask: Asking, barrier: Any, caller: Caller, **given: Any) -> Any:
    defaults = {"kind": "barrier", "object": barrier["id"], "reason": "abusive", "line": "Rude"}
    wanted = RaiseFlag(barrier["id"], **{**defaults, **given})
    return await ask("barriers", "flag", wanted, caller)


async def open_flags(ask: Asking, barrier: Any) -> list[Any]:
    """Those of one barrier, of all that the list has."""
    found, after = [], None
    while True:
        page = await ask("barriers", "flags", ListFlags(after=after, limit=100), ANALYST)
        found += [each for each in page["flags"] if each["barrier"] == barrier["id"]]
        after = page.get("next")
        if not after:
            return found


async def own(ask: Asking, barrier: Any, caller: Caller) -> list[Any]:
    found = await ask("barriers", "moderation", GetModeration(barrier["id"]), caller)
    return list(found["flags"])


async def settle(ask: Asking, flag: Any, settlement: Any) -> Any:
    wanted = SettleFlag(flag["id"], settlement, "It is a matter of taste.")
    return await ask("barriers", "settle_flag", wanted, ANALYST)


async def test_a_person_reports_an_object_once_and_analysts_see_it(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    for caller in (officer("ZZZ"), RESPONDER):
        await flag(ask, barrier, caller)
    with pytest.raises(Conflict) as refused:
        await flag(ask, barrier, officer("ZZZ"), reason="spam")

    assert refused.value.code == "already-reported"
    first, second = await open_flags(ask, barrier)
    assert (first["organisation"], first["reason"], first["line"]) == ("ZZZ", "abusive", "Rude")
    assert second["organisation"] == "ico"


async def test_nobody_but_analysts_learns_who_or_how_many_reported(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    raised = await flag(ask, barrier, officer("ZZZ"))

    for caller in (lead(council), ADMINISTRATOR, RESPONDER):
        for method, wanted in (
            ("flags", ListFlags()),
            ("reported", GetFlag(raised["id"])),
            ("settle_flag", SettleFlag(raised["id"], "dismissed", "I would rather not.")),
        ):
            with pytest.raises(NotAllowed):
                await ask("barriers", method, wanted, caller)
        assert await own(ask, barrier, caller) == []
    assert await read(ask, barrier["id"], officer(council)) == barrier


async def test_all_who_reported_an_object_see_what_came_of_it(ask: Asking, council: str) -> None:
    barrier = await raise_(ask, council)
    flags = [await flag(ask, barrier, officer("ZZZ", name)) for name in ("Una", "Dai")]

    await settle(ask, flags[0], "dismissed")

    for name in ("Una", "Dai"):
        (one,) = await own(ask, barrier, officer("ZZZ", name))
        assert (one["settlement"], one["why"]) == ("dismissed", "It is a matter of taste.")
    assert await open_flags(ask, barrier) == []
    with pytest.raises(Conflict):
        await settle(ask, flags[1], "dismissed")


async def test_a_report_is_settled_by_removing_only_once_something_was_removed(
    ask: Asking, council: str
) -> None:
    barrier = await told(ask, council)
    raised = await flag(ask, barrier, officer("ZZZ"), reason="personal-data")
    for settlement, code in (("redacted", "nothing-removed"), ("hidden", "not-hidden")):
        with pytest.raises(Conflict) as refused:
            await settle(ask, raised, settlement)
        assert refused.value.code == code
    await redact(ask, barrier, SECRET)

    assert (await settle(ask, raised, "redacted"))["settlement"] == "redacted"


async def test_what_is_not_there_is_not_reported(ask: Asking, council: str) -> None:
    barrier, other = await raise_(ask, council), await raise_(ask, council)

    for given in ({"object": other["id"]}, {"kind": "workaround"}, {"kind": "answer"}):
        with pytest.raises(NotFound):
            await flag(ask, barrier, officer("ZZZ"), **given)


async def test_a_workaround_is_reported_and_settled_as_hidden_once_it_is(
    ask: Asking, council: str
) -> None:
    barrier, other = await raise_(ask, council), await raise_(ask, council)
    offer = OfferWorkaround(barrier["id"], council, title="Ask him", text="Call Mr Smith.")
    workaround = (await ask("barriers", "offer_workaround", offer, lead(council)))["id"]
    of_it = {"kind": "workaround", "object": workaround}
    with pytest.raises(NotFound):
        await flag(ask, other, officer("ZZZ"), **of_it)
    raised = await flag(ask, barrier, officer("ZZZ"), **of_it)
    with pytest.raises(Conflict):
        await settle(ask, raised, "hidden")

    hide = ModerateWorkaround(workaround, hidden=True, why="A resident is named in it.")
    await ask("barriers", "moderate_workaround", hide, ANALYST)

    assert (await settle(ask, raised, "hidden"))["settlement"] == "hidden"
    with pytest.raises(NotFound):
        await flag(ask, barrier, officer("YYY"), **of_it)
    told = await ask("barriers", "history", GetHistory(barrier["id"]), officer("ZZZ"))
    assert "Ask him" not in str(told)
