"""AMQP, feed, stream and webhooks tell the same CloudEvents, to the letter and in one order."""

import secrets
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import orjson
import pytest

from deploy.local.stack import Stack
from tests.journeys.conftest import api
from tests.journeys.councils import Council
from tests.journeys.feeds import Event, asked, head, number, positions, told
from tests.outside import connect, subscriber
from tests.services.notifications.endpoint import Endpoint
from waymark.settings import Settings
from waymark.subscribers.making import Access

SECONDS = 30.0
HAPPENS = 4


@pytest.fixture(scope="module")
def listener(stack: Stack, council: Council) -> Iterator[httpx.Client]:
    """A system with a key of a lead."""
    wanted = {"label": "Listens", "organisation": council.code, "role": "lead"}
    key = council.lead.post("/keys", json=wanted).json()["secret"]
    with api(stack, authorization=f"Bearer {key}") as client:
        client.timeout = httpx.Timeout(SECONDS)
        yield client


def do(client: httpx.Client, path: str, wanted: Any = None, seen: Event | None = None) -> Event:
    headers = {"idempotency-key": secrets.token_hex(8)}
    if seen:
        headers["if-match"] = f'"{seen["version"]}"'
    answer = client.post(path, json=wanted, headers=headers)
    assert answer.is_success, answer.text
    return dict(answer.json())


def something_happens(council: Council, analyst: httpx.Client) -> None:
    """Two events of each of two barriers, one of them raised by a council that agreed to be
    named."""
    words = {"title": "Dau lofnod â llaw", "story": "We sign twice.", "kind": "legal"}
    barriers = [
        do(council.officer, "/barriers", {**words, "named": False}),
        do(council.lead, "/barriers", {**words, "named": True}),
    ]
    for each in barriers:
        do(analyst, f"/barriers/{each['id']}/acknowledgements", seen=each)


def over_http(client: httpx.Client, place: str, count: int) -> list[Event]:
    events: list[Event] = []
    while len(events) < count:
        more, place = asked(client, place, wait=20)
        assert more, "the feed did not get all in time"
        events += more
    return events


def over_amqp(access: Access, last: int) -> list[Event]:
    events: list[Event] = []
    until = time.monotonic() + SECONDS
    with connect(access.url) as connection, closing(connection.channel()) as channel:
        while last not in positions(events[-1:]):
            assert time.monotonic() < until, "the queue did not get all in time"
            if message := channel.basic_get(access.queue, no_ack=True):
                events.append(orjson.loads(message.body))
    return events


def by_stream(client: httpx.Client, place: str, last: int) -> list[Event]:
    events: list[Event] = []
    with client.stream("GET", "/events/live", params={"after": place}) as stream:
        for _, event in told(stream):
            events.append(event)
            if int(event["position"]) == last:
                break
    return events


def by_post(endpoint: Endpoint, last: int) -> list[Event]:
    until = time.monotonic() + SECONDS
    while last not in positions(endpoint.events):
        assert time.monotonic() < until, "not all was posted in time"
        time.sleep(0.05)
    return endpoint.events


@pytest.mark.parametrize("batch", [1, 10])
def test_all_four_ways_tell_the_same_in_the_same_order(
    stack: Stack, council: Council, listener: httpx.Client, analyst: httpx.Client, batch: int
) -> None:
    settings = Settings.read(stack.environment.of_operator())
    with subscriber(settings, length=1_000) as access, Endpoint() as endpoint:
        wanted = {"url": endpoint.url, "label": "Four ways", "batch": batch}
        webhook = do(listener, "/webhooks", wanted)["webhook"]
        do(listener, f"/webhooks/{webhook['id']}/verifications")
        place = head(listener)
        something_happens(council, analyst)
        feed = over_http(listener, place, HAPPENS)
        last = int(feed[-1]["position"])
        assert positions(feed) == list(range(number(place) + 1, last + 1))
        assert over_amqp(access, last)[-len(feed) :] == feed
        assert by_stream(listener, place, last) == feed
        assert by_post(endpoint, last)[-len(feed) :] == feed
        removed = listener.delete(f"/webhooks/{webhook['id']}", headers={"if-match": '"2"'})
        assert removed.is_success, removed.text
