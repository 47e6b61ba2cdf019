"""Webhooks in two processes on real servers, posted to real endpoints."""

import asyncio

import standardwebhooks

from contracts.notifications.messages import (
    VerifyWebhook,
)
from tests.services.asking import Asking
from tests.services.barriers.doing import raise_
from tests.services.notifications.endpoint import Endpoint
from tests.services.notifications.hooking import do, registered, until


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
