"""Systems ask for barrier events over HTTP, from any place, and stay on for more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, nullcontext
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from contracts.errors import Unavailable
from gateway.api.events import live
from gateway.feed import seats as seating
from gateway.feed import stream
from gateway.feed.asked import FollowFeed
from tests.unit.gateway.conftest import Services
from tests.unit.gateway.feed.played import RAISED, SUPPORTED, Feed, play

BATCH = "application/cloudevents-batch+json"


@pytest.fixture(autouse=True)
def feed(services: Services) -> Feed:
    feed = Feed()
    feed.happen(RAISED, SUPPORTED, RAISED)
    play(services, feed)
    return feed


@pytest.fixture
def ask(client: TestClient, key: Any) -> Any:
    return lambda **query: client.get("/api/v1/events", params=query, headers=key("officer"))


def places(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["position"] for each in answer.json()]


def test_without_a_cursor_the_feed_begins_with_the_first_event(ask: Any) -> None:
    answer = ask()
    assert places(answer) == ["1", "2", "3"]
    assert answer.headers["content-type"] == BATCH
    assert answer.headers["waymark-cursor"] == answer.headers["waymark-head"] == "barriers-3"


def test_the_answer_says_where_to_go_on(client: TestClient, ask: Any, key: Any) -> None:
    answer = ask(types="barriers.barrier-raised.*", limit=1, wait=1)
    following = answer.links["next"]["url"]
    assert answer.headers["waymark-cursor"] == "barriers-1"
    second = client.get(following, headers=key("officer"))
    assert (places(answer), places(second)) == (["1"], ["3"])
    assert second.headers["waymark-cursor"] == "barriers-3"


def test_now_is_behind_all_that_has_happened(ask: Any) -> None:
    answer = ask(after="now")
    assert (places(answer), answer.headers["waymark-cursor"]) == ([], "barriers-3")


@pytest.mark.parametrize(
    ("types", "found"),
    [
        ("uk.waymark.barriers.barrier-supported.v1", ["2"]),
        ("barriers.#", ["1", "2", "3"]),
        ("barriers.barrier-supported.*, barriers.barrier-raised.v1", ["1", "2", "3"]),
        ("*.barrier-supported.#", ["2"]),
        ("", ["1", "2", "3"]),
    ],
)
def test_kinds_are_asked_for_by_patterns(ask: Any, types: str, found: list[str]) -> None:
    assert places(ask(types=types)) == found


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"after": "barriers-99"}, 409, "beginning"),
        ({"after": "accounts-2"}, 422, "Give back the cursor"),
        ({"after": "2"}, 422, "Give back the cursor"),
        ({"after": "barriers-02"}, 422, "Give back the cursor"),
        ({"after": "barriers-1\r\nx: y"}, 422, "Give back the cursor"),
        ({"wait": "-1"}, 422, "Must be between 0 and 30 seconds."),
        ({"wait": "31"}, 422, "Must be between 0 and 30 seconds."),
        ({"wait": "soon"}, 422, "Not a valid integer."),
        ({"limit": "0"}, 422, "Must be between 1 and 1000."),
        ({"limit": "1001"}, 422, "Must be between 1 and 1000."),
        ({"types": "barriers.barrier-razed.v1"}, 422, "/subscribe/events has all kinds"),
        ({"types": "accounts.#"}, 422, "/subscribe/events has all kinds"),
        ({"types": ",".join(["barriers.#"] * 21)}, 422, "Must be 20 kinds at the most"),
        ({"types": "barriers." + "a" * 61}, 422, "Must be a kind of events"),
        ({"types": "barriers.barrier-*"}, 422, "Must be a kind of events"),
        ({"types": ",".join(f"barriers.*.v{n}" for n in range(30))}, 422, "kind"),
        ({"since": "barriers-2"}, 422, "Unknown field"),
    ],
)
def test_what_is_asked_wrongly_is_told_what_to_do(
    ask: Any, query: dict[str, str], status: int, said: str
) -> None:
    answer = ask(**query)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.text


@pytest.mark.parametrize("address", ["/api/v1/events", "/api/v1/events/live"])
def test_nobody_in_particular_gets_nothing(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 401


@pytest.mark.parametrize("address", ["/api/v1/events?wait=5", "/api/v1/events/live?after=now"])
def test_while_barriers_is_away_it_is_said_at_once(
    client: TestClient, services: Services, key: Any, address: str
) -> None:
    services.answers["barriers.events"] = Unavailable()
    answer = client.get(address, headers=key("officer"))
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("address", ["/api/v1/events?after=now&wait=5", "/api/v1/events/live"])
def test_one_caller_does_not_take_every_seat(
    app: Starlette, client: TestClient, key: Any, address: str
) -> None:
    with ExitStack() as seats:
        for _ in range(seating.EACH):
            seats.enter_context(app.state.seats.taken("person-of-officer"))
        assert client.get(address, headers=key("officer")).status_code == 429
        assert client.get("/api/v1/events", headers=key("officer")).status_code == 200
    app.state.tail.closed = True
    assert client.get(address, headers=key("officer")).status_code == 200


async def test_of_many_streams_at_once_none_passes_the_limit(app: Starlette) -> None:
    requests = [await identified(app, "officer") for _ in range(seating.EACH + 5)]
    opened = await asyncio.gather(
        *(live(each, FollowFeed("barriers-3")) for each in requests), return_exceptions=True
    )
    assert sum(isinstance(each, seating.TooManyAtOnce) for each in opened) == 5


async def test_a_stream_that_has_ended_gives_its_seat_back(app: Starlette) -> None:
    async def hung_up() -> Message:
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None: ...

    request = await identified(app, "officer")
    opened = await live(request, FollowFeed("barriers-3"))
    assert app.state.seats.occupied == 1
    await opened(request.scope, hung_up, send)
    assert app.state.seats.occupied == 0


@pytest.mark.parametrize("address", ["/api/v1/events?after=now&wait=5", "/api/v1/events/live"])
def test_there_are_so_many_seats(app: Starlette, client: TestClient, key: Any, address: str):
    app.state.seats._most = 0
    answer = client.get(address, headers=key("officer"))
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/too-many-systems")


def request_of(app: Starlette, secret: str) -> Request:
    headers = [(b"authorization", f"Bearer {secret}".encode())]
    path = "/api/v1/events/live"
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    return Request({**scope, "app": app, "state": {}})


async def identified(app: Starlette, secret: str) -> Request:
    request = request_of(app, secret)
    request.state.identity = await app.state.identities.of(
        stream.asked.credential_of(request.scope)
    )
    return request


@pytest.fixture
async def following(app: Starlette) -> AsyncIterator[Any]:
    """Opens a stream as the officer."""

    async def open_at(after: int, *types: str) -> Any:
        return stream.messages(await identified(app, "officer"), types, after)

    yield open_at
    app.state.tail.close()
    await app.state.tail.stop()


async def test_a_stream_begins_where_it_is_told_to_and_goes_on(
    app: Starlette, following: Any, feed: Feed
) -> None:
    told = await following(1)
    assert await anext(told) == b"retry: 2000\n\nid: barriers-1\n\n"
    second, third = (await anext(told)).decode().strip().split("\n\n")
    assert second.splitlines()[:2] == ["id: barriers-2", f"event: {SUPPORTED}"]
    assert third.startswith("id: barriers-3\n")
    feed.happen(RAISED)
    app.state.tail.hear()
    assert (await anext(told)).startswith(b"id: barriers-4\n")


async def test_a_quiet_stream_is_kept_open_and_moves_past_what_is_not_wanted(
    following: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)
    told = await following(1, "barriers.barrier-closed.*")
    await anext(told)
    assert await anext(told) == b": still here\nid: barriers-3\n\n"


async def test_a_stream_stays_open_while_barriers_is_away(
    following: Any, services: Services, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "PAUSE", 0.01)
    told = await following(0)
    await anext(told)
    services.answers["barriers.events"] = Unavailable()
    assert await anext(told) == b": away for the moment\n\n"
    play(services, feed)
    while (message := await anext(told)).startswith(b":"):
        pass
    assert message.count(b"\nevent: ") == 3


@pytest.mark.parametrize("ending", ["key", "time", "gateway"])
async def test_a_stream_ends_with_the_right_to_it_after_a_while_and_with_the_gateway(
    app: Starlette, following: Any, services: Services, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    told = await following(3)
    if ending == "time":
        monkeypatch.setattr(stream, "SECONDS", 0)
    await anext(told)
    if ending == "key":
        services.secrets.clear()
        app.state.identities.forget_all()
    elif ending == "gateway":
        asyncio.get_running_loop().call_later(0.01, app.state.tail.close)
        assert await anext(told) == b": still here\nid: barriers-3\n\n"
    assert await asyncio.wait_for(anext(told, None), 1) is None


async def test_who_does_not_take_what_is_sent_is_hung_up_on(
    following: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "SLOW", 0.01)
    ended = []

    async def told() -> Any:
        try:
            async for each in await following(0):
                yield each
        finally:
            ended.append(True)

    async def send(message: Any) -> None:
        if message.get("body"):
            await asyncio.sleep(60)

    await stream.Stream(told(), {}, nullcontext()).stream_response(send)
    assert ended == [True]


def test_last_event_id_goes_before_the_address(client: TestClient, app: Starlette, key: Any):
    app.state.tail.closed = True
    for headers, began in (({}, "barriers-1"), ({"last-event-id": "barriers-2"}, "barriers-2")):
        answer = client.get(
            "/api/v1/events/live?after=barriers-1", headers={**key("officer"), **headers}
        )
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert f"id: {began}\n" in answer.text
    headers = {**key("officer"), "last-event-id": "7"}
    assert client.get("/api/v1/events/live", headers=headers).status_code == 422
