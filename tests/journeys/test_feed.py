"""Systems that listen over HTTP: in order, from any place, past faults, and as the pages say."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from deploy.local.processes import Process
from deploy.local.stack import Stack
from services.barriers.domain.redactions import REMOVED
from tests.examples import examples
from tests.journeys.conftest import api
from tests.journeys.councils import Council
from tests.journeys.feeds import Event, asked, head, number, positions, told

PAGE = "tutorial/receive-barrier-events-over-http.md"
AT_ONCE = 1.0
SOME_TIME = 60.0


@pytest.fixture(scope="module")
def key(council: Council) -> str:
    wanted = {"label": "A listener", "organisation": council.code, "role": "officer"}
    answer = council.lead.post("/keys", json=wanted)
    return str(answer.json()["secret"])


@pytest.fixture(scope="module")
def listener(stack: Stack, key: str) -> Iterator[httpx.Client]:
    with api(stack, authorization=f"Bearer {key}") as client:
        client.timeout = httpx.Timeout(40)
        yield client


@pytest.fixture
def raised(council: Council) -> Callable[..., dict[str, Any]]:
    """Raises a barrier, and says it again under its key for as long as something is away."""

    def raise_it(**words: str) -> dict[str, Any]:
        told = {"title": "Nobody answers", "story": "We rang.", "kind": "legal", "named": False}
        once, until = {"idempotency-key": uuid4().hex}, time.monotonic() + SOME_TIME
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                answer = council.officer.post("/barriers", json=told | words, headers=once)
                if answer.status_code < 500:
                    assert answer.status_code == 201, answer.text
                    return dict(answer.json())
            time.sleep(0.2)
        raise AssertionError("the barrier could not be raised in time")

    return raise_it


def until_told(client: httpx.Client, after: str, barrier: str) -> list[Event]:
    """What happened behind a place, up to the first event of that barrier."""
    events: list[Event] = []
    while barrier not in {each["subject"] for each in events}:
        more, after = asked(client, after, wait=30)
        assert more, "the event did not come in time"
        events += more
    return events


def test_all_of_it_is_in_order_and_any_place_is_a_beginning(listener: httpx.Client) -> None:
    last, place, events = number(head(listener)), "barriers-0", []
    while number(place) < last:
        more, place = asked(listener, place, limit=500)
        events += more
    assert positions(events) == list(range(1, len(events) + 1))
    for at in {0, 1, last // 3, last // 2, last - 3}:
        some, _ = asked(listener, f"barriers-{at}", limit=7)
        assert some == events[at : at + 7]


def test_who_waits_is_woken_at_once(
    listener: httpx.Client, raised: Callable[..., dict[str, Any]]
) -> None:
    told: list[tuple[float, list[Event]]] = []
    place = head(listener)

    def wait() -> None:
        events, _ = asked(listener, place, wait=30, types="barriers.barrier-raised.*")
        told.append((time.monotonic(), events))

    waiting = threading.Thread(target=wait)
    waiting.start()
    barrier = raised()
    answered = time.monotonic()
    waiting.join(SOME_TIME)
    (came, events) = told[0]
    assert [each["subject"] for each in events] == [barrier["id"]]
    assert came - answered < AT_ONCE


def test_who_comes_back_to_the_stream_goes_on_where_they_were(
    listener: httpx.Client, raised: Callable[..., dict[str, Any]]
) -> None:
    began = head(listener)
    barriers = [raised()["id"] for _ in range(3)]
    until_told(listener, began, barriers[-1])
    seen: list[Event] = []
    headers: dict[str, str] = {}
    while barriers[-1] not in {each["subject"] for each in seen}:
        with listener.stream(
            "GET", "/events/live", params={"after": began}, headers=headers
        ) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            cursor, event = next(told(stream))
        seen.append(event)
        headers = {"last-event-id": cursor}
    assert positions(seen) == list(range(number(began) + 1, number(began) + 1 + len(seen)))


def test_removed_words_are_gone_from_what_is_in_memory_too(
    listener: httpx.Client, analyst: httpx.Client, raised: Callable[..., dict[str, Any]]
) -> None:
    place, name = head(listener), f"Person {uuid4().hex}"
    barrier = raised(title=f"{name} waits")
    assert name in str(until_told(listener, place, barrier["id"]))
    done = analyst.post(
        f"/barriers/{barrier['id']}/redactions",
        json={"passages": [name], "reason": "personal-data"},
        headers={"if-match": f'"{barrier["version"]}"'},
    )
    assert done.is_success, done.text
    events, after = [], place
    while "uk.waymark.barriers.barrier-redacted.v1" not in {each["type"] for each in events}:
        more, after = asked(listener, after, wait=30)
        events += more
    again, _ = asked(listener, place)
    (erased,) = [each for each in again if "erased" in each]
    assert (erased["subject"], erased["data"]["title"]) == (barrier["id"], f"{REMOVED} waits")
    assert name not in str(again)


class Reader(threading.Thread):
    """Keeps all that it is told, and its place, through whatever happens, until it has `last`."""

    def __init__(self, client: httpx.Client, place: str) -> None:
        super().__init__(daemon=True)
        self.client, self.place = client, place
        self.events: list[Event] = []
        self.last: int | None = None
        self.until = time.monotonic() + 2 * SOME_TIME

    @property
    def is_done(self) -> bool:
        return self.last is not None and number(self.place) >= self.last

    def run(self) -> None:
        while not self.is_done and time.monotonic() < self.until:
            with suppress(httpx.TransportError):
                self.read()
            time.sleep(0.1)

    def read(self) -> None:
        raise NotImplementedError


class Asks(Reader):
    def read(self) -> None:
        answer = self.client.get("/events", params={"after": self.place, "wait": 5})
        if answer.status_code == 200:
            self.events += answer.json()
            self.place = answer.headers["waymark-cursor"]


class Stays(Reader):
    def read(self) -> None:
        headers = {"last-event-id": self.place}
        with self.client.stream("GET", "/events/live", headers=headers, timeout=20) as stream:
            for self.place, event in told(stream):
                self.events.append(event)
                if self.is_done:
                    return


def struck(process: Process) -> None:
    before = process.pid
    process.kill()
    process.wait_revived(before)


def test_killed_services_and_gateways_make_no_gap_and_no_repetition(
    stack: Stack, listener: httpx.Client, raised: Callable[..., dict[str, Any]]
) -> None:
    began = head(listener)
    readers = [kind(listener, began) for kind in (Asks, Stays)]
    for each in readers:
        each.start()
    for name in ("barriers-1", "gateway-1", "barriers-1"):
        raised()
        striking = threading.Thread(target=struck, args=(stack.processes[name],))
        striking.start()
        barrier = raised()
        striking.join(SOME_TIME)
    place = began
    last = positions(until_told(listener, place, barrier["id"]))[-1]
    for reader in readers:
        reader.last = last
    raised()
    for reader in readers:
        reader.join(2 * SOME_TIME)
        heard = positions(reader.events)
        assert heard == list(range(number(began) + 1, heard[-1] + 1)), type(reader)
        assert heard[-1] >= last


# The page, word for word.


@contextmanager
def running(*command: str | Path, cwd: Path, **told: str) -> Iterator[Iterator[str]]:
    """A program away from our folder; gives the lines that it prints."""
    with subprocess.Popen(
        command,
        env={"PATH": os.environ["PATH"], **told},
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        try:
            yield iter(process.stdout.readline, "")
        finally:
            process.kill()


def line_about(lines: Iterator[str], barrier: str) -> str:
    return next(line for line in lines if barrier in line)


def test_the_page_s_commands_lead_to_a_first_event(
    stack: Stack, raised: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    blocks = examples(PAGE)
    (tmp_path / ".local").mkdir()
    shutil.copy(stack.demo_file, tmp_path / ".local" / "demo.json")
    first = ("bash", "-ec", blocks["key"] + blocks["first"])
    with running(*first, cwd=tmp_path) as lines:
        answer = "".join(lines)
    assert "waymark-cursor: barriers-1" in answer.lower()
    (event,) = json.loads(answer.splitlines()[-1])
    assert event["position"] == "1"
    listen = ("bash", "-ec", blocks["key"] + blocks["stream"])
    with running(*listen, cwd=tmp_path) as lines:
        next(lines)
        barrier = raised()
        assert "barrier-raised" in line_about(lines, barrier["id"])


def test_the_program_that_asks_goes_on_where_it_was_stopped(
    stack: Stack, key: str, raised: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "ask.py").write_text(examples(PAGE)["ask"])
    command, told = (sys.executable, "-P", "ask.py"), {"URL": stack.url, "KEY": key}
    first, second = raised()["id"], ""
    with running(*command, cwd=tmp_path, **told) as lines:
        last = int(line_about(lines, first).split()[0])
        while number((tmp_path / "cursor").read_text()) < last:
            time.sleep(0.01)
    second = raised()["id"]
    with running(*command, cwd=tmp_path, **told) as lines:
        line = line_about(lines, second)
    position, kind, data = line.split(" ", 2)
    assert int(position) > last
    assert kind == "uk.waymark.barriers.barrier-raised.v1"
    assert json.loads(data)["title"] == "Nobody answers"


def test_the_program_that_stays_on_is_told_at_once(
    stack: Stack, key: str, raised: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "stay.mjs").write_text(examples(PAGE)["stay"])
    stopping = threading.Event()

    def raise_some() -> None:
        # It begins with what happens once it is there, and says nothing when it is.
        while not stopping.wait(0.5):
            raised(title="Somebody answers")

    raising = threading.Thread(target=raise_some)
    with running("node", "stay.mjs", cwd=tmp_path, URL=stack.url, KEY=key) as lines:
        raising.start()
        line = next(lines)
        stopping.set()
    raising.join(SOME_TIME)
    cursor, kind, data = line.split(" ", 2)
    assert (cursor.partition("-")[0], kind) == ("barriers", "barriers.barrier-raised.v1")
    assert json.loads(data)["title"] == "Somebody answers"
