"""Systems that webhooks post to: the programs and commands of the tutorial, word for word."""

import ast
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from deploy.local.stack import Stack
from tests.examples import examples

PAGE = "tutorial/receive-barrier-events-by-webhook.md"
PROGRAMS = {
    "python": ("receive.py", (sys.executable, "-P")),
    "node": ("receive.mjs", ("node",)),
}
PORT = "8765"
"""Of the page; where the tests run, one that is free takes its place."""

MOST_LINES = 40
SECONDS = 20.0
KEPT = {"URL", "KEY", "WEBHOOK", "SECRET", "DELIVERY"}
"""What the page exports."""


@dataclass
class Reader:
    """Somebody who follows the page with one of its programs, in a folder of their own."""

    program: str
    folder: Path
    port: str
    told: dict[str, str] = field(default_factory=dict)
    lines: Queue[str] = field(default_factory=Queue)
    running: subprocess.Popen[str] | None = None

    def page(self, block: str) -> str:
        return examples(PAGE)[block].replace(PORT, self.port)

    def does(self, block: str, **instead: str) -> Any:
        """What a block of the page prints last; what it exports is there for those behind it."""
        after = self.folder / "exported"
        ran = subprocess.run(
            ("bash", "-ec", f"{self.page(block)}\nenv -0 > {after}"),
            env={"PATH": os.environ["PATH"], **self.told, **instead},
            cwd=self.folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
        )
        exported = dict(each.split("=", 1) for each in after.read_text().split("\0") if each)
        self.told |= {name: exported[name] for name in KEPT & {*exported} - {*instead}}
        printed = ran.stdout.splitlines()
        return json.loads(printed[-1]) if printed else None

    def start(self) -> None:
        file, interpreter = PROGRAMS[self.program]
        (self.folder / file).write_text(self.page(self.program))
        self.running = subprocess.Popen(
            (*interpreter, file),
            env={"PATH": os.environ["PATH"], "SECRET": self.told["SECRET"]},
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        threading.Thread(target=self._read, args=(self.running.stdout,), daemon=True).start()

    def stop(self) -> None:
        if self.running:
            self.running.kill()
            self.running.communicate()

    def line(self, holding: str = "") -> str:
        """The next line that holds those words."""
        until = time.monotonic() + SECONDS
        while (left := until - time.monotonic()) > 0:
            try:
                line = self.lines.get(timeout=left)
            except Empty:
                break
            if holding in line:
                return line
        raise AssertionError(f"no line with {holding} came in time")

    def posted(self, said: Any, **other: str) -> int:
        """The status of a post of ours, signed as Waymark does but for `other` headers."""
        body = json.dumps(said)
        headers = {**signed(self.told["SECRET"], body), **other}
        return httpx.post(
            f"http://127.0.0.1:{self.port}/", content=body, headers=headers
        ).status_code

    def _read(self, stream: Any) -> None:
        for line in stream:
            self.lines.put(line.rstrip("\n"))


def signed(secret: str, body: str, at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    return {
        "webhook-id": "a-post",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("a-post", at, body),
    }


def event(id: str) -> dict[str, Any]:
    return {"id": id, "type": "tried", "subject": "tried", "position": "900001", "data": {}}


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


@pytest.fixture(scope="module")
def readers(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Reader]]:
    """One for each program; both have registered, listen and were verified, as the page has it."""
    found = {name: Reader(name, tmp_path_factory.mktemp(name), free_port()) for name in PROGRAMS}
    try:
        for reader in found.values():
            (reader.folder / ".local").mkdir()
            shutil.copy(stack.demo_file, reader.folder / ".local" / "demo.json")
            reader.does("key")
            reader.does("register")
            reader.start()
        for reader in found.values():
            reader.line("listening")
            assert reader.does("verify")["state"] == "active"
        yield found
    finally:
        for reader in found.values():
            reader.stop()


@pytest.fixture(params=PROGRAMS)
def reader(readers: dict[str, Reader], request: pytest.FixtureRequest) -> Reader:
    return readers[request.param]


@pytest.fixture(scope="module")
def raised(readers: dict[str, Reader]) -> dict[str, Any]:
    """The barrier of the page, raised while both listen."""
    barrier: dict[str, Any] = readers["python"].does("raise")
    return barrier


@pytest.fixture(scope="module")
def first(readers: dict[str, Reader], raised: dict[str, Any]) -> dict[str, str]:
    """What each program printed of it."""
    return {name: reader.line(raised["id"]) for name, reader in readers.items()}


def logged(reader: Reader, position: str) -> dict[str, Any]:
    """The newest delivery, once it is that of the event there."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        delivery: dict[str, Any] = reader.does("log")["deliveries"][0]
        if delivery["first"] == f"barriers-{position}":
            return delivery
    raise AssertionError("the log did not have it in time")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_short(name: str) -> None:
    lines = [line for line in examples(PAGE)[name].splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES


def test_the_programs_need_nothing_but_what_the_page_names() -> None:
    modules = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(ast.parse(examples(PAGE)["python"]))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {each.partition(".")[0] for each in modules} - sys.stdlib_module_names == {
        "standardwebhooks"
    }
    assert all(
        each.startswith("node:") for each in re.findall(r'from "(.*)"', examples(PAGE)["node"])
    )


def test_a_barrier_that_is_raised_is_posted_and_printed(
    raised: dict[str, Any], first: dict[str, str], reader: Reader
) -> None:
    position, kind, subject, data = first[reader.program].split(" ", 3)
    assert int(position) > 0
    assert (kind, subject) == ("uk.waymark.barriers.barrier-raised.v1", raised["id"])
    told = json.loads(data)
    assert (told["number"], told["title"]) == (raised["number"], raised["title"])
    # The page promises it: the story stays, and so does who did not agree to be named.
    assert raised["story"] not in data
    assert told["council"] is None


def test_what_is_sent_again_is_noticed(first: dict[str, str], reader: Reader) -> None:
    delivery = logged(reader, first[reader.program].split(" ")[0])
    assert (delivery["kind"], delivery["status"], delivery["failure"]) == ("event", 204, None)
    again = reader.does("resend")
    assert (again["kind"], again["failure"]) == ("resend", None)
    assert reader.line("again") == f"again {delivery['id']}"


def test_somebody_elses_log_is_none(reader: Reader, demo_keys: list[dict[str, str]]) -> None:
    key = next(each["key"] for each in demo_keys if each["role"] == "responder")
    found = reader.does("look", KEY=key)
    assert (found["status"], found["type"]) == (404, "/problems/no-such-webhook")
    with httpx.Client(headers={"authorization": f"Bearer {key}"}) as client:
        log = f"{reader.told['URL']}/api/v1/webhooks/{reader.told['WEBHOOK']}/deliveries"
        answer = client.get(log)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-webhook")


def test_what_waymark_did_not_sign_is_refused(reader: Reader) -> None:
    forged = event("forged")
    body, secret = json.dumps(forged), reader.told["SECRET"]
    old = signed(secret, body, datetime.now(UTC) - timedelta(minutes=6))
    another = signed("whsec_" + "A" * 43 + "=", body)
    for headers in (
        old,
        another,
        signed(secret, body + " "),
        {"webhook-signature": "v1,"},
        {"webhook-signature": "nonsense"},
        {"webhook-signature": ""},
        {"webhook-timestamp": "soon"},
    ):
        assert reader.posted(forged, **headers) == 401, headers
    assert httpx.post(f"http://127.0.0.1:{reader.port}/", content=b"\xff").status_code == 401
    assert reader.posted(event(f"true-{reader.program}")) == 204
    assert reader.line("tried").startswith("900001 tried")


def test_a_batch_is_taken_event_by_event(reader: Reader) -> None:
    assert reader.posted([event("one"), event("one"), event("two")]) == 204
    told = [reader.line() for _ in range(3)]
    assert told == ["900001 tried tried {}", "again one", "900001 tried tried {}"]


@pytest.mark.usefixtures("first")
def test_the_past_is_posted_too_when_it_is_asked_for(reader: Reader) -> None:
    asked = reader.does("replay")
    assert asked["replay_until"] == "barriers-3"
    assert [reader.line().split(" ")[0] for _ in range(3)] == ["1", "2", "3"]


@pytest.mark.usefixtures("first")
def test_a_program_with_the_old_secret_is_posted_to_until_it_has_the_new_one(
    readers: dict[str, Reader],
) -> None:
    for reader in readers.values():
        before = reader.told["SECRET"]
        reader.does("rotate")
        assert reader.told["SECRET"] != before
    barrier = readers["python"].does("raise")
    for reader in readers.values():
        assert "barrier-raised" in reader.line(barrier["id"])


@pytest.mark.usefixtures("first")
def test_what_was_missed_comes_once_the_program_is_there_again(
    readers: dict[str, Reader],
) -> None:
    for reader in readers.values():
        reader.stop()
    barrier = readers["python"].does("raise")
    for reader in readers.values():
        until = time.monotonic() + SECONDS
        while not (stands := reader.does("look"))["attempts"]:
            assert time.monotonic() < until, "nobody tried in time"
        assert stands["next_attempt"]
        assert stands["behind"] == 1
        reader.start()
    for reader in readers.values():
        reader.line("listening")
        position = reader.line(barrier["id"]).split(" ")[0]
        delivery = logged(reader, position)
        assert delivery["attempt"] > 1
        # What it remembers outlives it.
        reader.stop()
        reader.start()
        reader.line("listening")
        reader.does("resend")
        assert reader.line("again") == f"again {delivery['id']}"
