"""What is due first, for the analysts and for the body that has to answer."""

from dataclasses import replace
from typing import Any

import pytest

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    AnswerBarrier,
    AskForFacts,
    GetCase,
    PutToBody,
    TakeUpBarrier,
)
from contracts.callers import Caller
from contracts.errors import Invalid
from deploy.local.stack import Stack
from tests.services.asking import ANALYST, Asking, responder
from tests.services.barriers.doing import listed, raise_
from tests.services.barriers.telling import register_body


@pytest.fixture
def body(platform: Stack) -> str:
    return register_body(platform)


async def do(ask: Asking, method: str, message: Any, found: Any, caller: Caller = ANALYST) -> Any:
    return await ask("barriers", method, replace(message, version=found["version"]), caller)


async def put(ask: Asking, council: str, body: str, analyst: Caller = ANALYST) -> Any:
    found = await raise_(ask, council)
    number = found["number"]
    found = await do(ask, "acknowledge", AcknowledgeBarrier(number), found, analyst)
    found = await do(ask, "take_up", TakeUpBarrier(number), found, analyst)
    return await do(ask, "put_to_body", PutToBody(number, body, "Please say."), found, analyst)


async def test_what_waits_for_a_body_is_listed_by_its_day_and_says_whether_it_waits_for_facts(
    ask: Asking, council: str, body: str
) -> None:
    first, second = await put(ask, council, body), await put(ask, council, body)
    asked = AskForFacts(second["number"], "How many?")
    await do(ask, "ask_for_facts", asked, second, responder(body))

    found = await listed(ask, responder(body), with_body=body, order="by-due")

    # Facts are due sooner than an answer.
    wanted = [(each["number"], each["facts_wanted"]) for each in found["barriers"]]
    assert wanted == [(second["number"], True), (first["number"], False)]


async def test_what_a_body_has_answered_stays_among_what_was_put_to_it(
    ask: Asking, council: str, body: str
) -> None:
    found = await put(ask, council, body)
    answer = AnswerBarrier(found["number"], "In the spring.", says="will-change")
    await do(ask, "answer", answer, found, responder(body))

    waiting = await listed(ask, responder(body), with_body=body)
    ever = await listed(ask, responder(body), addressed=True)

    assert waiting["barriers"] == []
    assert [each["number"] for each in ever["barriers"]] == [found["number"]]


async def test_what_an_answer_comes_to_stands_in_its_letter(
    ask: Asking, council: str, body: str
) -> None:
    found = await put(ask, council, body)
    answer = AnswerBarrier(found["number"], "It says nothing.", says="not-what-the-law-says")
    await do(ask, "answer", answer, found, responder(body))

    case = await ask("barriers", "case", GetCase(found["number"]), responder(body))

    assert [(each["kind"], each["says"]) for each in case["letters"]] == [
        ("put", None),
        ("answer", "not-what-the-law-says"),
    ]
    with pytest.raises(Invalid):
        await do(ask, "answer", AnswerBarrier(found["number"], "Perhaps.", says="maybe"), found)


async def test_nobodys_work_is_what_is_open_without_a_contact(ask: Asking, council: str) -> None:
    analyst = Caller(f"analyst-{council}", "sector-body", "analyst", "Nobody Else")
    new, taken = await raise_(ask, council), await raise_(ask, council)
    read = await do(ask, "acknowledge", AcknowledgeBarrier(taken["number"]), taken, analyst)
    await do(ask, "take_up", TakeUpBarrier(taken["number"]), read, analyst)

    numbers: set[str] = set()
    after = None
    while True:
        found = await listed(ask, analyst, unassigned=True, order="by-due", limit=100, after=after)
        numbers |= {each["number"] for each in found["barriers"]}
        after = found["next"]
        if after is None:
            break
    mine = await listed(ask, analyst, assigned_to_me=True, order="by-due")

    assert new["number"] in numbers
    assert taken["number"] not in numbers
    assert [each["number"] for each in mine["barriers"]] == [taken["number"]]
