"""An event is told once to each whom it concerns, and to nobody else, whatever dies meanwhile."""

import asyncio
import os
import signal
from typing import Any

import pytest
from pymongo import MongoClient

from backbone import parking
from contracts.accounts.bodies import GivenName, RegisterBody
from contracts.accounts.messages import ImportCouncils
from contracts.barriers.messages import AcknowledgeBarrier, GetConcerned, PutToBody, TakeUpBarrier
from contracts.callers import SECTOR_BODY
from contracts.errors import NotAllowed
from contracts.notifications.messages import PauseWebhook
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, Asking
from tests.services.barriers.doing import raise_, support
from tests.services.barriers.telling import register_body
from tests.services.notifications.endpoint import Endpoint, answering
from tests.services.notifications.hooking import active, do, seen
from tests.services.notifications.telling import (
    at_rest,
    comes,
    free_leases,
    is_told,
    mails_of,
    make_due,
    new_analyst,
    new_council,
    new_person,
    news_of,
    submitted,
    told_by_barriers,
)
from tests.services.publishing import publish
from tests.services.test_accounts import register, row

MANY = 120


async def test_an_event_is_told_once_though_it_was_delivered_three_times(
    ask: Asking, kept: Any, platform: Stack
) -> None:
    council, analyst = await new_council(ask), await new_analyst(ask, kept)
    officer = await new_person(ask, kept, council, "officer")
    barrier = (await raise_(ask, council))["id"]
    await ask("barriers", "acknowledge", AcknowledgeBarrier(barrier, 1), analyst)
    await comes(lambda: is_told(kept, officer, "barrier-acknowledged"))

    publish(platform, *told_by_barriers(platform, barrier) * 3)
    await ask("barriers", "take_up", TakeUpBarrier(barrier, 2), analyst)
    await comes(lambda: is_told(kept, officer, "barrier-taken-up"))

    assert news_of(kept, officer) == [
        ("our-barriers", "barrier-raised"),
        ("our-barriers", "barrier-acknowledged"),
        ("our-barriers", "barrier-taken-up"),
    ]


async def test_an_event_that_concerns_nobody_is_done_with_and_told_to_nobody(
    ask: Asking, kept: Any, platform: Stack
) -> None:
    council = await new_council(ask)
    event = submitted(council, 1)
    publish(platform, event)
    await comes(lambda: kept["tellings"].find_one({"_id": event.id, "done": {"$ne": None}}))
    assert kept["news"].find_one({"data.council": council}) is None

    # Nor to who comes later.
    officer = await new_person(ask, kept, council, "officer")
    publish(platform, event, submitted(council, 2))
    await comes(lambda: is_told(kept, officer, "assessment-submitted"))
    assert len(news_of(kept, officer)) == 1


async def test_of_all_who_come_to_meet_a_barrier_the_newest_alone_is_in_the_list(
    ask: Asking, kept: Any
) -> None:
    council, others = await new_council(ask), [await new_council(ask) for _ in range(3)]
    officer = await new_person(ask, kept, council, "officer")
    barriers = [(await raise_(ask, council))["id"] for _ in range(2)]
    for other, barrier in zip(others, (barriers[0], barriers[0], barriers[1]), strict=True):
        before = kept["tellings"].count_documents({"name": "barrier-supported"})
        await support(ask, barrier, other)
        after = {"name": "barrier-supported", "done": {"$ne": None}}
        await comes(lambda: kept["tellings"].count_documents(after) > before)  # noqa: B023

    voices = list(kept["news"].find({"person": officer.person, "name": "barrier-supported"}))
    assert {each["data"]["barrier"] for each in voices} == {*barriers}
    assert len(voices) == len(barriers)
    newest = kept["tellings"].find_one({"data.barrier": barriers[0]}, sort=[("at", -1)])
    assert newest["_id"] in {each["_id"].removesuffix(f".{officer.person}") for each in voices}


async def test_a_body_is_written_to_at_once_and_councils_have_it_in_their_summary(
    ask: Asking, kept: Any, platform: Stack
) -> None:
    council, analyst = await new_council(ask), await new_analyst(ask, kept)
    body = register_body(platform)
    officer = await new_person(ask, kept, council, "officer")
    responder = await known_responder(ask, kept, body)
    barrier = (await raise_(ask, council))["id"]
    await ask("barriers", "acknowledge", AcknowledgeBarrier(barrier, 1), analyst)
    await ask("barriers", "take_up", TakeUpBarrier(barrier, 2), analyst)
    put = PutToBody(barrier, body, "Please change it.", 3)
    await ask("barriers", "put_to_body", put, analyst)
    await comes(lambda: is_told(kept, responder, "barrier-put-to-body"))

    (mail,) = mails_of(kept, responder)
    assert (mail["topic"], mail["template"]) == ("to-answer", "to-answer")
    assert is_told(kept, officer, "barrier-put-to-body")
    assert mails_of(kept, officer) == []
    assert {each["waits"] for each in kept["news"].find({"person": officer.person})} == {"daily"}


async def known_responder(ask: Asking, kept: Any, body: str) -> Any:
    wanted = RegisterBody(body, GivenName("A department", "Adran"), "department", "dwp")
    await ask("accounts", "register_body", wanted, ADMINISTRATOR)
    return await new_person(ask, kept, body, "responder")


async def test_of_a_barrier_told_in_confidence_others_hear_nothing_and_no_title_is_kept(
    ask: Asking, kept: Any
) -> None:
    council, other = await new_council(ask), await new_council(ask)
    officer = await new_person(ask, kept, council, "officer")
    stranger = await new_person(ask, kept, other, "lead")
    given = {"audience": "sector-body", "title": f"Nobody may know {council}"}
    barrier = (await raise_(ask, council, **given))["id"]
    analyst = await new_analyst(ask, kept)
    await ask("barriers", "acknowledge", AcknowledgeBarrier(barrier, 1), analyst)
    await comes(lambda: is_told(kept, officer, "confidential-barrier-moved"))

    assert news_of(kept, stranger) == []
    assert not is_told(kept, analyst, "confidential-barrier-moved")
    assert "Nobody may know" not in everything(kept)


async def test_a_council_that_is_not_named_stands_in_nothing_that_another_is_told(
    ask: Asking, kept: Any
) -> None:
    council, unnamed = await new_council(ask), await new_council(ask)
    officer = await new_person(ask, kept, council, "officer")
    barrier = (await raise_(ask, council, named=True))["id"]
    await support(ask, barrier, unnamed, named=True)
    await comes(lambda: is_told(kept, officer, "barrier-supported"))

    assert unnamed not in everything(kept)


def everything(kept: Any) -> str:
    """All that is kept of what people are told."""
    names = ("tellings", "news", "mails", "choices", "rounds")
    return "".join(repr(list(kept[name].find())) for name in names)


async def test_everybody_is_told_once_though_both_processes_are_killed_in_the_middle(
    ask: Asking, kept: Any, platform: Stack
) -> None:
    council = await new_council(ask)
    officer = await new_person(ask, kept, council, "officer")
    events = [submitted(council, number) for number in range(1, MANY + 1)]

    publish(platform, *events)
    await comes(lambda: news_of(kept, officer))
    for number in (1, 2):
        os.kill(platform.processes[f"notifications-{number}"].pid, signal.SIGKILL)
    assert len(news_of(kept, officer)) < MANY
    free_leases(kept)

    publish(platform, *events)
    all_told = lambda: len(news_of(kept, officer)) >= MANY and at_rest(kept)  # noqa: E731
    await comes(all_told, seconds=60)
    assert len(news_of(kept, officer)) == MANY
    assert len(mails_of(kept, officer)) == MANY


async def test_a_rebuild_tells_nobody_again(ask: Asking, kept: Any, platform: Stack) -> None:
    council = await new_council(ask)
    officer = await new_person(ask, kept, council, "officer")
    await raise_(ask, council)
    await comes(lambda: is_told(kept, officer, "barrier-raised"))
    people = kept["people"].count_documents({})

    await asyncio.to_thread(platform.operate, "rebuild", "notifications")

    assert at_rest(kept)
    assert kept["people"].count_documents({}) == people
    assert news_of(kept, officer) == [("our-barriers", "barrier-raised")]


async def test_administrators_are_told_once_of_what_a_service_has_set_aside(
    ask: Asking, kept: Any, platform: Stack
) -> None:
    administrator = await new_person(ask, kept, SECTOR_BODY, "administrator")
    analyst = await new_analyst(ask, kept)
    with MongoClient(platform.mongodb_url("barriers")) as client:
        barriers = client.get_default_database()
        for number in range(2):
            parking.park_bytes(barriers, f"no event {number}".encode(), "x.y.v1", "no JSON")
            await comes(lambda: looked_and_told(kept, administrator))
        barriers["parked"].delete_many({"key": None})
    await comes(lambda: at_rest(kept))

    assert news_of(kept, administrator) == [("running", "events-parked")]
    assert news_of(kept, analyst) == []


def looked_and_told(kept: Any, administrator: str) -> bool:
    """Has it looked anew until they are told: one look that is under way puts off the next."""
    make_due(kept, "look_for_parked")
    return is_told(kept, administrator, "events-parked")


async def test_a_webhook_that_failed_for_days_is_told_to_its_owner_and_to_administrators(
    ask: Asking, kept: Any, endpoint: Endpoint
) -> None:
    council = await new_council(ask)
    owner = await new_person(ask, kept, council, "lead")
    colleague = await new_person(ask, kept, council, "officer")
    administrator = await new_person(ask, kept, SECTOR_BODY, "administrator")
    by_hand = await active(ask, council, endpoint)
    version = (await seen(ask, council, by_hand))["version"]
    await do(ask, council, PauseWebhook, "pause_webhook", by_hand, version=version)
    made = await active(ask, council, endpoint)
    endpoint.answer = answering(503)
    await raise_(ask, council)

    await comes(lambda: is_told(kept, owner, "webhook-paused"), seconds=60)
    await comes(lambda: is_told(kept, administrator, "webhook-paused"))

    (told,) = kept["news"].find({"person": owner.person, "name": "webhook-paused"})
    assert told["data"]["webhook"] == made["webhook"]["id"]
    assert [each["topic"] for each in mails_of(kept, owner)] == ["webhooks"]
    assert [each["topic"] for each in mails_of(kept, administrator)] == ["running"]
    assert not is_told(kept, colleague, "webhook-paused")


async def test_nothing_is_posted_any_more_for_a_council_that_has_ended(
    ask: Asking, kept: Any
) -> None:
    councils = [await new_council(ask) for _ in range(2)]
    owner = await new_person(ask, kept, councils[0], "lead")
    with Endpoint() as endpoint:
        of_ended, of_another = [await active(ask, each, endpoint) for each in councils]
        over = row(councils[0], current="False", end="2023-03-31", successors=councils[1])
        await ask("accounts", "import_councils", ImportCouncils(register(over)), ADMINISTRATOR)
        await comes(lambda: looked_and_paused(kept, of_ended["webhook"]["id"]))

        assert (await seen(ask, councils[1], of_another))["state"] == "active"
        before = len(endpoint.received)
        barrier = (await raise_(ask, councils[1]))["id"]
        await comes(lambda: endpoint.received[before:])
        await comes(lambda: at_rest(kept))
    assert [each["subject"] for each in endpoint.events[before:]] == [barrier]
    assert not is_told(kept, owner, "webhook-paused"), "nobody is there to read it"


def looked_and_paused(kept: Any, webhook: str) -> bool:
    """Has it looked anew until the webhook is paused and whoever posted to it has seen so."""
    make_due(kept, "pause_webhooks_of_ended")
    paused = {"_id": webhook, "state": "paused", "pause_reason": "organisation-ended"}
    at_work = {"_id": f"webhook:{webhook}", "holder": {"$ne": None}}
    return bool(kept["webhooks"].find_one(paused)) and not kept["leases"].find_one(at_work)


async def test_nobody_but_a_service_asks_whom_a_barrier_concerns(ask: Asking) -> None:
    with pytest.raises(NotAllowed):
        await ask("barriers", "concerned", GetConcerned(("x",)), ADMINISTRATOR)
