"""Several webhooks at once, beside the feed that all of them are posted out of."""

from typing import Any

import pytest

from contracts.barriers.messages import ReadEvents
from services.notifications.store import PROGRESS, deliveries
from tests.services.asking import Asking, officer
from tests.services.barriers.doing import raise_
from tests.services.notifications.endpoint import Endpoint, answering
from tests.services.notifications.hooking import active, until

EVENTS = 5


def silent(endpoint: Endpoint, *_: Any) -> None:
    endpoint.closing.wait(30)


async def test_silent_and_refusing_endpoints_hold_up_no_other(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    with Endpoint(silent) as quiet, Endpoint(answering(500)) as broken:
        for each in (quiet, broken, endpoint):
            await active(ask, council, each)
        for _ in range(EVENTS):
            await raise_(ask, council)

        await until(lambda: len(endpoint.events) >= EVENTS)

        first = endpoint.events[0]["position"]
        assert [event["position"] for event in quiet.events] == [first]
        assert {event["position"] for event in broken.events} == {first}


async def test_what_is_posted_is_what_the_feed_has(
    ask: Asking, council: str, endpoint: Endpoint
) -> None:
    await active(ask, council, endpoint)
    for _ in range(EVENTS):
        await raise_(ask, council)
    await until(lambda: len(endpoint.events) >= EVENTS)

    posted = endpoint.events
    asked = ReadEvents(int(posted[0]["position"]) - 1, (), len(posted))
    found = await ask("barriers", "events", asked, officer(council))

    assert posted == found["events"]


async def test_a_place_that_is_held_under_a_later_lease_is_waited_for_and_not_posted_at_again(
    ask: Asking, council: str, endpoint: Endpoint, kept: Any
) -> None:
    made = await active(ask, council, endpoint)
    await raise_(ask, council)
    where, places = {"_id": made["webhook"]["id"]}, kept[PROGRESS.collection]
    # That the endpoint has it is not enough: the place is written once it has answered.
    await until(lambda: places.find_one(where)["last_delivered"])

    # As after leases were lost: those that are given now are older than the one that it is under.
    places.update_one(where, {"$inc": {"fence": 2}})
    for _ in range(2):
        await raise_(ask, council)

    await until(lambda: len({each.id for each in endpoint.received}) == 3)
    first, second, third = dict.fromkeys(each.id for each in endpoint.received)
    assert [each.id for each in endpoint.received] == [first, second, second, third]


def test_the_log_of_a_webhook_keeps_its_newest_posts(
    kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "MOST_KEPT", 10)
    log = kept["deliveries-of-a-test"]
    try:
        for webhook in ("w1", "w2"):
            names = [f"{webhook}.{number:03}" for number in range(25)]
            log.insert_many([{"_id": name, "webhook": webhook} for name in names])
        deliveries.prune(log, "w1")
        left = [each["_id"] for each in log.find().sort("_id", 1)]
    finally:
        log.drop()
    assert left[:10] == [f"w1.{number:03}" for number in range(15, 25)]
    assert len(left) == 10 + 25
