"""Webhooks in two processes on real servers, posted to real endpoints."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
import standardwebhooks
from pymongo import MongoClient

from contracts.errors import Conflict, Invalid, NotAllowed, NotFound
from contracts.notifications.messages import (
    ChangeWebhook,
    GetDelivery,
    GetWebhook,
    ListDeliveries,
    ListWebhooks,
    PauseWebhook,
    RemoveWebhook,
    ReplayWebhook,
    ResendDelivery,
    ResumeWebhook,
    RotateWebhookSecret,
    SendTestEvent,
    SkipDelivery,
    VerifyWebhook,
)
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, Asking, lead, officer
from tests.services.barriers.doing import new_code, raise_
from tests.services.notifications.endpoint import Endpoint, Received, accepting, answering, reply
from tests.services.notifications.hooking import active, do, log, registered, seen, until
from tests.services.notifications.telling import run_out


def positions(endpoint: Endpoint) -> list[int]:
    return [int(event["position"]) for event in endpoint.events]


async def test_events_come_signed_and_in_order_once_the_address_has_answered(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await registered(ask, council, endpoint)
    await raise_(ask, council)
    await asyncio.sleep(1.0)
    assert endpoint.received == []

    verified = await do(ask, council, VerifyWebhook, "verify_webhook", made)
    for _ in range(4):
        await raise_(ask, council)

    assert (verified["state"], len(endpoint.challenges)) == ("active", 1)
    await until(lambda: len(endpoint.events) >= 5)
    assert positions(endpoint) == sorted(set(positions(endpoint)))
    for each in endpoint.received:
        standardwebhooks.Webhook(made["secret"]).verify(each.body, each.headers)
        assert each.id == each.events[0]["id"]
        assert each.headers["content-type"] == "application/cloudevents+json"


async def test_what_happens_often_comes_in_batches(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    for _ in range(3):
        await raise_(ask, council)
    made = await active(ask, council, endpoint, after="beginning", batch=100)

    await until(lambda: len(endpoint.events) >= 3)
    first = endpoint.received[0]
    places = [int(event["position"]) for event in first.events]
    assert first.id == f"{made['webhook']['id']}.{places[0]}-{places[-1]}"
    assert first.headers["content-type"] == "application/cloudevents-batch+json"
    assert places == list(range(1, len(places) + 1))


async def test_an_endpoint_that_fails_for_two_days_gets_each_event_once_and_in_order(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    endpoint.answer = answering(500, b"down")
    for _ in range(5):
        await raise_(ask, council)
    await until(lambda: endpoint.received)
    failing: Any = {}
    while not failing.get("failing_since") or failing["attempts"] < 40:
        failing = await seen(ask, council, made)
        assert failing["state"] == "active"
        await asyncio.sleep(0.1)
    why = failing["last_failure"]
    assert (why["failure"], why["status"], "answer" in why) == ("refused", 500, False)
    assert failing["behind"] >= 5
    assert failing["waiting_since"]
    tried = {each.id for each in endpoint.received}
    accepted: list[Received] = []

    def recover(_: Endpoint, handler: Any, got: Received) -> None:
        accepted.append(got)
        reply(handler, 200)

    endpoint.answer = recover
    await until(lambda: len(accepted) >= 5)

    places = [int(each.events[0]["position"]) for each in accepted]
    assert len(tried) == 1
    assert accepted[0].id in tried
    assert places == list(range(places[0], places[0] + len(places)))
    found = await seen(ask, council, made)
    assert (found["attempts"], found["last_failure"]) == (0, None)


async def test_one_that_fails_for_three_days_is_paused_and_goes_on_where_it_was(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    endpoint.answer = answering(503)
    await raise_(ask, council)
    found: Any = {}
    while found.get("state") != "paused":
        found = await seen(ask, council, made)
        await asyncio.sleep(0.2)
    assert (found["pause_reason"], found["last_failure"]["status"]) == ("failed-too-long", 503)
    due = endpoint.received[-1].id

    endpoint.answer = accepting
    endpoint.received.clear()
    await do(ask, council, ResumeWebhook, "resume_webhook", made, version=found["version"])

    await until(lambda: endpoint.received)
    assert endpoint.received[0].id == due


async def test_a_webhook_ends_when_its_address_says_that_it_is_gone(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    endpoint.answer = answering(410)
    await raise_(ask, council)
    found: Any = {}
    while found.get("state") != "ended":
        found = await seen(ask, council, made)
        await asyncio.sleep(0.1)

    assert len(endpoint.received) == 1
    assert found["last_failure"]["status"] == 410
    with pytest.raises(Conflict):
        await do(ask, council, ResumeWebhook, "resume_webhook", made)


async def test_an_address_that_does_not_answer_the_challenge_gets_nothing_else(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    endpoint.challenged = False
    endpoint.answer = answering(200, b'{"challenge": "what?"}')
    made = await registered(ask, council, endpoint)
    with pytest.raises(Conflict) as refused:
        await do(ask, council, VerifyWebhook, "verify_webhook", made)
    assert refused.value.details["failure"] == "wrong-challenge"
    found = await seen(ask, council, made)
    assert found["last_failure"]["failure"] == "wrong-challenge"

    with pytest.raises(Conflict):
        await do(ask, council, SendTestEvent, "send_test_event", made)
    await raise_(ask, council)
    await asyncio.sleep(1.5)
    assert [each.is_challenge for each in endpoint.received] == [True]


def huge(_: Endpoint, handler: Any, __: Received) -> None:
    """Ten gigabytes, as far as anybody reads them."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(10 * 1024**3))
    handler.end_headers()
    for _number in range(10 * 1024):
        handler.wfile.write(b"x" * 1024**2)


def dripping(endpoint: Endpoint, handler: Any, __: Received) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    while not endpoint.closing.wait(0.2):
        handler.wfile.write(b"x")


def silent(endpoint: Endpoint, _: Any, __: Received) -> None:
    endpoint.closing.wait(20)


ODD = {
    "answer-too-long": huge,
    "no-answer": silent,
    "redirected": answering(302, location="http://127.0.0.1:1/elsewhere"),
    "refused": answering(404, b"<h1>no such page</h1>"),
}


@pytest.mark.parametrize("failure", ODD)
async def test_an_endpoint_that_misbehaves_has_failed_and_is_waited_for_no_longer_than_any(
    ask: Asking, council: str, endpoint: Endpoint, failure: str
) -> None:
    made = await active(ask, council, endpoint)
    endpoint.answer = ODD[failure]

    said = await do(ask, council, SendTestEvent, "send_test_event", made)

    assert (said["failure"], said["kind"], said["seconds"] < 4) == (failure, "test", True)
    assert len(said["answer"]) <= 1_000
    assert [each.events[0]["test"] for each in endpoint.received] == [True]


async def test_an_endpoint_that_drips_its_answer_is_waited_for_no_longer_than_any(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    endpoint.answer = dripping

    said = await do(ask, council, SendTestEvent, "send_test_event", made)

    assert (said["failure"], said["seconds"] < 4) == ("no-answer", True)


async def test_what_was_delivered_is_in_the_log_and_can_be_sent_again_and_replayed(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    for _ in range(3):
        await raise_(ask, council)
    await until(lambda: len(endpoint.received) >= 3)
    first = endpoint.received[0]
    place = int(first.events[0]["position"])

    resent = await do(ask, council, ResendDelivery, "resend_delivery", made, delivery=first.id)
    again = await do(ask, council, GetDelivery, "delivery", made, delivery=first.id)
    sent = [*endpoint.received]
    await do(ask, council, ReplayWebhook, "replay_webhook", made, after=f"barriers-{place - 1}")

    assert (resent["kind"], resent["failure"]) == ("resend", None)
    assert sent[-1].body == first.body == again["body"].encode()
    assert [each["kind"] for each in again["attempts"]] == ["resend", "event"]
    await until(lambda: len(endpoint.received) >= len(sent) + 3)
    replayed = endpoint.received[len(sent) :]
    assert [each.id for each in replayed[:3]] == [each.id for each in sent[:3]]
    kinds = {each["kind"] for each in (await log(ask, council, made, failed=False))[:3]}
    assert kinds == {"replay"}


async def test_a_post_that_keeps_failing_can_be_skipped(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    with pytest.raises(Conflict):
        await do(ask, council, SkipDelivery, "skip_delivery", made)

    def choosy(it: Endpoint, handler: Any, got: Received) -> None:
        reply(handler, 400 if got.id == it.received[0].id else 204)

    endpoint.answer = choosy
    await raise_(ask, council)
    await until(lambda: len(endpoint.received) > 1)
    while True:
        try:
            await do(ask, council, SkipDelivery, "skip_delivery", made)
            break
        except Conflict:
            await asyncio.sleep(0.05)
    await raise_(ask, council)

    await until(lambda: endpoint.received[-1].id != endpoint.received[0].id)


async def test_a_rotated_secret_signs_beside_the_new_one_while_it_is_kept(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = await active(ask, council, endpoint)
    key = uuid4().hex
    wanted = RotateWebhookSecret(made["webhook"]["id"], keep_hours=1)
    rotated, repeated = [
        await ask(
            "notifications", "rotate_webhook_secret", wanted, lead(council), idempotency_key=key
        )
        for _ in range(2)
    ]
    await do(ask, council, SendTestEvent, "send_test_event", made)

    assert rotated == repeated
    assert rotated["secret"] != made["secret"]
    posted = endpoint.received[-1]
    for each in (made, rotated):
        standardwebhooks.Webhook(each["secret"]).verify(posted.body, posted.headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(made["secret"]).verify(posted.body + b" ", posted.headers)


async def test_no_secret_is_kept_in_an_answer_or_an_event(
    ask: Asking, council: str, endpoint: Endpoint, platform: Stack
) -> None:
    made = await registered(ask, council, endpoint)
    with MongoClient(platform.mongodb_url("notifications")) as client:
        records = client.get_default_database()
        stored = [
            *records["commands"].find({"reply.webhook.id": made["webhook"]["id"]}),
            *records["events"].find({"subject": made["webhook"]["id"]}),
        ]

    assert len(stored) == 2
    assert made["secret"] not in str(stored)
    assert "token=hush" not in str(stored[1])


async def test_somebody_elses_webhook_is_none_at_all(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = (await registered(ask, council, endpoint))["webhook"]
    for caller in (lead(new_code()), officer(new_code())):
        for method, message in (
            ("webhook", GetWebhook(made["id"])),
            ("deliveries", ListDeliveries(made["id"])),
            ("delivery", GetDelivery(made["id"], "x")),
            ("change_webhook", ChangeWebhook(made["id"], endpoint.url, "Ours", ("barriers.#",))),
            ("verify_webhook", VerifyWebhook(made["id"])),
            ("pause_webhook", PauseWebhook(made["id"])),
            ("resume_webhook", ResumeWebhook(made["id"])),
            ("rotate_webhook_secret", RotateWebhookSecret(made["id"])),
            ("resend_delivery", ResendDelivery(made["id"], "x")),
            ("send_test_event", SendTestEvent(made["id"])),
            ("replay_webhook", ReplayWebhook(made["id"], "barriers-0")),
            ("skip_delivery", SkipDelivery(made["id"])),
            ("remove_webhook", RemoveWebhook(made["id"])),
        ):
            with pytest.raises(NotFound):
                await ask("notifications", method, message, caller)
    with pytest.raises(NotAllowed):
        await ask("notifications", "pause_webhook", PauseWebhook(made["id"]), officer(council))

    everybodys = await ask("notifications", "webhook", GetWebhook(made["id"]), ADMINISTRATOR)
    assert everybodys["url"] == f"http://127.0.0.1:{endpoint.port}/"
    await ask("notifications", "remove_webhook", RemoveWebhook(made["id"]), ADMINISTRATOR)
    mine = await ask("notifications", "webhooks", ListWebhooks(), officer(council))
    assert mine["webhooks"] == []


async def test_what_can_not_be_is_refused_with_a_reason(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    for given, kind in (
        ({"after": "barriers-999999999"}, Conflict),
        ({"after": "matching-1"}, Invalid),
        ({"events": ()}, Invalid),
        ({"url": "ftp://example.org/x"}, Invalid),
        ({"url": "http://user:secret@127.0.0.1/x"}, Invalid),
    ):
        with pytest.raises(kind):
            await registered(ask, council, endpoint, **given)


async def test_an_organisation_has_twenty_webhooks_and_no_more_even_all_at_once(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    asked = (registered(ask, council, endpoint, label=str(each)) for each in range(23))
    outcomes = await asyncio.gather(*asked, return_exceptions=True)

    codes = [each.code for each in outcomes if isinstance(each, Conflict)]
    assert codes == ["too-many-webhooks"] * 3
    found = await ask("notifications", "webhooks", ListWebhooks(), officer(council))
    assert len({each["id"] for each in found["webhooks"]}) == 20
    await do(ask, council, RemoveWebhook, "remove_webhook", found["webhooks"][7])
    assert await registered(ask, council, endpoint, label="There is room again")


async def test_another_address_has_to_be_verified_anew(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    made = (await active(ask, council, endpoint))["webhook"]
    wanted = ChangeWebhook(made["id"], endpoint.url + "&other=1", "Ours", ("barriers.#",))

    changed = await ask("notifications", "change_webhook", wanted, lead(council))

    assert changed["state"] == "unverified"


@pytest.mark.parametrize(
    ("point", "batch", "waits"),
    [
        ("after-answer", 1, True),
        ("after-answer", 10, False),
        ("before-cursor", 1, False),
        ("before-cursor", 10, False),
    ],
)
async def test_a_post_whose_process_died_comes_again_under_the_same_id(
    ask: Asking,
    kept: Any,
    council: str,
    endpoint: Endpoint,
    platform: Any,
    point: str,
    batch: int,
    waits: bool,
) -> None:
    """`waits` until the lease of who died has run out by itself."""
    made = await active(ask, council, endpoint, batch=batch)
    await raise_(ask, council)
    await until(lambda: endpoint.received)
    point = f"{point}-{made['webhook']['id']}"
    platform.marks.lay(point)
    before = len(endpoint.events)
    await raise_(ask, council)
    await until(lambda: platform.marks.struck(point))
    if not waits:
        run_out(kept, f"webhook:{made['webhook']['id']}")
    await raise_(ask, council)

    await until(lambda: len({each["id"] for each in endpoint.events}) >= before + 2, 40)
    ids = [each.id for each in endpoint.received]
    unique = list(dict.fromkeys(ids))
    assert len(ids) - len(unique) <= 1
    bodies = {each.id: each.body for each in endpoint.received}
    assert all(bodies[each.id] == each.body for each in endpoint.received)
    once = {each.id: each.events for each in endpoint.received}
    places = [int(event["position"]) for name in unique for event in once[name]]
    assert places == sorted(set(places))
    assert endpoint.most_at_once == 1
