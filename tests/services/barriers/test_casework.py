"""The life of a barrier in two processes on real servers: council, analyst and body."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo import MongoClient

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    AnswerBarrier,
    AppealBarrier,
    AskForFacts,
    AssignBarrier,
    CloseBarrier,
    EscalateBarrier,
    GetCase,
    PutToBody,
    ReopenBarrier,
    ResolveBarrier,
    SendFacts,
    TakeUpBarrier,
)
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound, Stale, VersionRequired
from deploy.local.stack import Stack
from tests.services.asking import ANALYST, Asking, lead, officer
from tests.services.barriers.doing import listed, new_code, raise_, read, support
from tests.services.barriers.telling import register_body
from tests.trial.running import wait_until

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def body(platform: Stack) -> str:
    return register_body(platform)


def responder(body: str) -> Caller:
    return Caller(f"responder-{body}", body, "responder", "Rhys Responder")


@contextmanager
def kept(platform: Stack) -> Iterator[Any]:
    """What barriers keeps."""
    with MongoClient(platform.mongodb_url("barriers")) as client:
        yield client.get_default_database()


async def do(ask: Asking, method: str, message: Any, barrier: Any, caller: Caller = ANALYST) -> Any:
    """A transition of the barrier as it was read."""
    return await ask("barriers", method, replace(message, version=barrier["version"]), caller)


async def worked_on(ask: Asking, council: str, **given: Any) -> Any:
    raised = await raise_(ask, council, **given)
    read_ = await do(ask, "acknowledge", AcknowledgeBarrier(raised["id"]), raised)
    return await do(ask, "take_up", TakeUpBarrier(raised["id"]), read_)


async def put(ask: Asking, council: str, body: str) -> Any:
    found = await worked_on(ask, council)
    return await do(ask, "put_to_body", PutToBody(found["id"], body, "Please change it."), found)


async def test_a_barrier_goes_to_a_body_and_back_and_is_resolved(
    ask: Asking, council: str, body: str
) -> None:
    found = await put(ask, council, body)
    assert (found["stage"], found["life"]["body"]) == ("with-body", body)
    assert found["life"]["contact"] == ANALYST.name
    number, by_body = found["number"], responder(body)

    found = await do(ask, "ask_for_facts", AskForFacts(number, "How many?"), found, by_body)
    assert found["life"]["facts_wanted"]
    found = await do(ask, "send_facts", SendFacts(number, "Four."), found)
    found = await do(ask, "answer", AnswerBarrier(number, "It will not."), found, by_body)
    assert found["stage"] == "being-worked-on"
    found = await do(ask, "escalate", EscalateBarrier(number, "The minister", "It evades."), found)
    found = await do(ask, "answer", AnswerBarrier(number, "It still will not."), found, by_body)
    wanted = ResolveBarrier(number, "will-not-change", "The department says that it will not.")
    found = await do(ask, "resolve", wanted, found)
    assert found["life"]["resolution"]["way"] == "will-not-change"
    assert found["life"]["due"] is None

    found = await do(
        ask, "appeal", AppealBarrier(number, "It is about another rule."), found, lead(council)
    )
    assert (found["stage"], found["life"]["appealed"] is not None) == ("being-worked-on", True)
    case = await ask("barriers", "case", GetCase(number), by_body)
    assert [each["kind"] for each in case["letters"]] == [
        "put",
        "facts-asked",
        "facts-sent",
        "answer",
        "escalation",
        "answer",
    ]
    assert case["remarks"] == []


async def test_everybody_sees_the_clock_and_each_what_they_may_do(
    ask: Asking, council: str, body: str
) -> None:
    number = (await put(ask, council, body))["number"]

    for caller, can in (
        (officer("ZZZ"), []),
        (officer(council), []),
        (responder(body), ["answer", "ask-for-facts"]),
        (ANALYST, ["assign", "resolve", "close", "merge"]),
    ):
        life = (await read(ask, number, caller))["life"]
        assert life["can"] == can
        assert life["due"] is not None
        assert not life["overdue"]


async def test_letters_are_for_analysts_and_for_the_body_that_they_were_written_to(
    ask: Asking, platform: Stack, council: str, body: str
) -> None:
    found = await put(ask, council, body)
    other = responder(register_body(platform))

    assert len((await ask("barriers", "case", GetCase(found["id"]), ANALYST))["letters"]) == 1
    for caller in (other, lead(council), officer("ZZZ")):
        with pytest.raises(NotAllowed):
            await ask("barriers", "case", GetCase(found["id"]), caller)
        with pytest.raises(NotAllowed):
            await do(ask, "answer", AnswerBarrier(found["id"], "For them."), found, caller)
        assert "Please change it." not in repr(await read(ask, found["id"], caller))


async def test_what_was_told_in_confidence_reaches_the_body_once_it_is_put_to_it(
    ask: Asking, platform: Stack, council: str, body: str
) -> None:
    found = await worked_on(ask, council)
    with kept(platform) as database:
        database["barriers"].update_one({"_id": found["id"]}, {"$set": {"audience": "sector-body"}})
    by_body = responder(body)
    with pytest.raises(NotFound):
        await read(ask, found["id"], by_body)
    assert found["id"] not in await ids(ask, by_body)

    await do(ask, "put_to_body", PutToBody(found["id"], body, "In confidence."), found)

    assert (await read(ask, found["id"], by_body))["council"] is None
    assert found["id"] in await ids(ask, by_body, addressed=True)
    assert found["id"] not in await ids(ask, officer("ZZZ"))
    with kept(platform) as database:
        events = database["events"].find({"subject": found["id"]}).sort("sequence", -1)
        newest = next(iter(events))
    assert "confidential-barrier-moved" in repr(newest)
    assert body not in repr(newest)


async def ids(ask: Asking, caller: Caller, **given: Any) -> list[str]:
    found = await listed(ask, caller, limit=100, **given)
    return [each["id"] for each in found["barriers"]]


async def test_a_barrier_is_put_to_a_body_of_the_register_alone(ask: Asking, council: str) -> None:
    found = await worked_on(ask, council)
    with pytest.raises(Invalid) as refused:
        await do(ask, "put_to_body", PutToBody(found["id"], "nobody", "Please."), found)
    assert list(refused.value.details) == ["body"]


async def test_a_transition_that_there_is_not_is_a_conflict_and_changes_nothing(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)
    with pytest.raises(Conflict) as refused:
        await do(ask, "take_up", TakeUpBarrier(raised["id"]), raised)

    assert [each["name"] for each in refused.value.details["can"]] == [
        "acknowledge",
        "close",
        "merge",
    ]
    assert (await read(ask, raised["id"], ANALYST))["version"] == raised["version"]


async def test_of_two_that_resolve_it_at_once_one_does(ask: Asking, council: str) -> None:
    found = await worked_on(ask, council)
    wanted = ResolveBarrier(found["id"], "workaround-found", "A joint notice.")

    done = await asyncio.gather(
        *(do(ask, "resolve", wanted, found) for _ in range(4)), return_exceptions=True
    )

    assert sorted(type(each).__name__ for each in done) == ["Stale"] * 3 + ["dict"]
    with pytest.raises(VersionRequired):
        await ask("barriers", "resolve", wanted, ANALYST)


async def test_closed_is_not_resolved_and_a_council_that_meets_it_reopens_it(
    ask: Asking, council: str
) -> None:
    raised, other = await raise_(ask, council), new_code()
    closing = CloseBarrier(raised["id"], "out-of-scope", "It is a private contract.")
    closed = await do(ask, "close", closing, raised)
    assert (closed["stage"], closed["life"]["resolution"]) == ("closed", None)
    again = ReopenBarrier(raised["id"], "It is not private.")
    with pytest.raises(NotAllowed):
        await do(ask, "reopen", again, closed, officer(other))

    met = await support(ask, raised["id"], other)
    reopened = await do(ask, "reopen", again, met, officer(other))

    assert (reopened["stage"], reopened["life"]["reopened"]) == ("being-worked-on", 1)
    assert other not in repr(await read(ask, raised["id"], officer(council)))


async def test_an_analyst_gives_it_to_another_by_id_and_name_together(
    ask: Asking, council: str
) -> None:
    found = await worked_on(ask, council)
    with pytest.raises(Invalid) as refused:
        await do(ask, "assign", AssignBarrier(found["id"], person="p2"), found)
    assert list(refused.value.details) == ["name"]

    given = await do(ask, "assign", AssignBarrier(found["id"], "p2", "Nia"), found)

    assert given["life"]["contact"] == "Nia"
    assert found["id"] in await ids(ask, replace(ANALYST, person="p2"), assigned_to_me=True)
    assert found["id"] not in await ids(ask, ANALYST, assigned_to_me=True)


async def test_a_clock_that_runs_out_is_told_of_once_and_goes_to_the_top_of_the_queue(
    ask: Asking, platform: Stack, council: str, body: str
) -> None:
    found = await put(ask, council, body)
    with kept(platform) as database:
        database["barriers"].update_one({"_id": found["id"]}, {"$set": {"case.due": LONG_AGO}})
        database["leases"].update_one(
            {"_id": "periodic:tell_of_clocks"}, {"$set": {"due": LONG_AGO}}
        )
        events = database["events"]
        wait_until(lambda: told(events, found["id"]), seconds=20)

        late = await read(ask, found["id"], officer(council))
        assert late["life"]["overdue"]
        assert "escalate" in (await read(ask, found["id"], ANALYST))["life"]["can"]
        assert (await ids(ask, ANALYST, order="by-due"))[0] == found["id"]
        assert await ids(ask, responder(body), with_body=body, overdue=True) == [found["id"]]
        assert told(events, found["id"]) == 1


def told(events: Any, barrier: str) -> int:
    happened = list(events.find({"subject": barrier}))
    return sum("barrier-clock-ran-out" in repr(each) for each in happened)


async def test_the_queue_goes_on_page_by_page_in_the_order_of_days(
    ask: Asking, council: str
) -> None:
    raised = [(await raise_(ask, council))["id"] for _ in range(3)]
    first = await listed(ask, ANALYST, order="by-due", stage="raised", limit=100)
    assert set(raised) <= {each["id"] for each in first["barriers"]}

    days, after = [], None
    while True:
        found = await listed(ask, ANALYST, order="by-due", stage="raised", limit=2, after=after)
        days += [each["due"] for each in found["barriers"]]
        after = found["next"]
        if after is None:
            break
    assert days == sorted(days)
    assert len(days) >= 3


async def test_a_stale_version_is_refused(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    await do(ask, "acknowledge", AcknowledgeBarrier(raised["id"]), raised)
    with pytest.raises(Stale):
        await do(ask, "acknowledge", AcknowledgeBarrier(raised["id"]), raised)
    assert timedelta(0) < datetime.fromisoformat(raised["life"]["due"]) - datetime.now(UTC)
