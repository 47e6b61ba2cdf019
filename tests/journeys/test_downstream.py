"""Downstream systems: the programs of the tutorial, word for word, against the real platform."""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kombu
import pytest

from contracts.cloudevents import CONTENT_TYPE
from deploy.local.environment import PROJECT
from deploy.local.stack import Stack
from tests.examples import examples
from tests.journeys.printed import Printed

PAGE = "tutorial/receive-barrier-events.md"
PROGRAMS = {
    "kombu": ("listen.py", (sys.executable, "-P")),
    "pika": ("listen.py", (sys.executable, "-P")),
    "nameko": ("listen.py", (sys.executable, "-P")),
    "amqplib": ("listen.mjs", ("node",)),
}
MOST_LINES = 35
SECONDS = 20.0


@dataclass(frozen=True)
class Listener:
    """A program of the page at work, with a subscriber of its own."""

    queue: str
    printed: Printed = field(default_factory=lambda: Printed(SECONDS))


@pytest.fixture(scope="module")
def listeners(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """All programs, each saved from the page and run in a folder of its own, all connected."""
    with ExitStack() as running:
        found = {
            name: running.enter_context(listening(stack, name, tmp_path_factory.mktemp(name)))
            for name in PROGRAMS
        }
        for listener in found.values():
            consumed(stack, listener.queue)
        yield found


@pytest.fixture(params=PROGRAMS)
def listener(listeners: dict[str, Listener], request: pytest.FixtureRequest) -> Listener:
    return listeners[request.param]


@contextmanager
def listening(stack: Stack, name: str, folder: Path) -> Iterator[Listener]:
    file, interpreter = PROGRAMS[name]
    (folder / file).write_text(examples(PAGE)[name])
    # Node looks for libraries above the program; nothing of ours can be imported from here.
    (folder / "node_modules").symlink_to(PROJECT / "node_modules")
    added = stack.operate("subscribers", "add", f"try-{name}", "--events", "barriers.#", "--json")
    access = json.loads(added)
    listener = Listener(access["queue"])
    with subprocess.Popen(
        (*interpreter, file),
        env={
            "PATH": os.environ["PATH"],
            "AMQP_URL": access["amqp_url"],
            "QUEUE": access["queue"],
        },
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        listener.printed.follow(running.stdout)
        try:
            yield listener
        finally:
            running.kill()


def consumed(stack: Stack, queue: str) -> None:
    """Returns when the program consumes its queue."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with kombu.Connection(stack.amqp_url) as connection:
            if connection.default_channel.queue_declare(queue, passive=True).consumer_count:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody consumed {queue} in time")


@pytest.fixture(scope="module")
def raised(listeners: dict[str, Listener], folder: Path) -> dict[str, Any]:
    """The barrier of the tutorial's command, raised while all listen."""
    assert {*listeners} == {*PROGRAMS}
    barrier: dict[str, Any] = json.loads(commanded(folder, examples(PAGE)["raise"]))
    return barrier


@pytest.fixture(scope="module")
def folder(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that has what the local stack says to scripts, as the page expects it."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / ".local").mkdir()
    shutil.copy(stack.demo_file, folder / ".local" / "demo.json")
    return folder


def commanded(folder: Path, commands: str) -> str:
    """What commands of the page print."""
    return subprocess.run(
        ("bash", "-ec", commands),
        env={"PATH": os.environ["PATH"]},
        cwd=folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
    ).stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_short(name: str) -> None:
    lines = [line for line in examples(PAGE)[name].splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("name", ["kombu", "pika"])
def test_a_program_needs_its_library_alone(name: str) -> None:
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(examples(PAGE)[name]))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {str(each).partition(".")[0] for each in imported} - sys.stdlib_module_names == {name}


def test_a_barrier_that_is_raised_is_printed_as_it_happens(
    raised: dict[str, Any], listener: Listener
) -> None:
    position, kind, subject, data = listener.printed.line(raised["id"]).split(" ", 3)
    assert int(position) > 0
    assert (kind, subject) == ("uk.waymark.barriers.barrier-raised.v1", raised["id"])
    told = json.loads(data)
    assert (told["number"], told["title"]) == (raised["number"], raised["title"])
    # The page promises it: the story stays, and so does who did not agree to be named.
    assert raised["story"] not in data
    assert told["council"] is None


@pytest.mark.usefixtures("raised")
def test_what_comes_twice_is_passed_over_and_what_is_missing_is_told(
    listener: Listener, stack: Stack
) -> None:
    with kombu.Connection(stack.amqp_url) as connection:
        for position in (900_001, 900_001, 900_000, 900_002, 900_006):
            event = {"type": "tried", "subject": "tried", "position": str(position), "data": {}}
            connection.default_channel.basic_publish(
                connection.default_channel.prepare_message(
                    json.dumps(event), content_type=CONTENT_TYPE, content_encoding="utf-8"
                ),
                "",
                listener.queue,
            )
    told = [listener.printed.line("").split(" ")[:2] for _ in range(5)]
    assert told[0][0] == "missing"
    assert told[1:] == [
        ["900001", "tried"],
        ["900002", "tried"],
        ["missing", "900003"],
        ["900006", "tried"],
    ]


def test_what_is_missing_is_read_from_the_feed_as_the_page_says(folder: Path) -> None:
    blocks = examples(PAGE)
    told = [line for line in blocks["raise"].splitlines() if line.startswith(("URL=", "KEY="))]
    # The page reads on behind an event that the demonstration may not have.
    missing = blocks["missing"].replace("barriers-411", "barriers-5")
    assert missing != blocks["missing"]
    events = json.loads(commanded(folder, "\n".join([*told, missing])))
    assert [int(each["position"]) for each in events] == list(range(6, 6 + len(events)))
    assert len(events) > 1


def test_the_demonstrations_own_subscriber_can_read_at_once(demo_now: dict[str, Any]) -> None:
    with kombu.Connection(demo_now["amqp_url"]) as connection:
        message = connection.default_channel.basic_get(demo_now["amqp_queue"], no_ack=True)
    event = json.loads(message.body)
    assert event["type"].startswith("uk.waymark.barriers.")


@pytest.mark.usefixtures("raised")
def test_the_operator_sees_who_listens_and_how_far_they_are_behind(stack: Stack) -> None:
    told = {
        each["name"]: each for each in json.loads(stack.operate("subscribers", "list", "--json"))
    }
    assert told["try-kombu"]["connections"] == 1
    assert told["try-kombu"]["events"] == ["barriers.#"]
    waits = told["demo-listener"]
    assert waits["connections"] == 0
    assert waits["waiting"] > 0
    assert 0 < waits["oldest_seconds"] < 3_600
    assert stack.operate("doctor")
