"""A downstream system: the program of the tutorial, word for word, against the real platform."""

import ast
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from uuid import uuid4

import httpx
import kombu
import pytest
from amqp import Message
from amqp.exceptions import AccessRefused

from deploy.local.stack import Stack
from tests.journeys.conftest import api

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL = DOCS / "tutorial" / "receive-barrier-events.md"
OPERATE = DOCS / "how-to" / "operate.md"
RABBITMQCTL = "/usr/lib/rabbitmq/bin/rabbitmqctl"
USER = "my-council-tools"
MOST_LINES = 25
SECONDS = 20.0

Lines = Queue[str]
Listen = Callable[[], Any]


def block(language: str, holding: str, page: Path = TUTORIAL) -> str:
    """The page's one block of code in that language that holds those words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.DOTALL)
    (found,) = [each for each in blocks if holding in each]
    return str(found)


def program() -> str:
    return block("python", "kombu")


@pytest.fixture(scope="module")
def amqp_url(stack: Stack) -> str:
    """That of a user whom the operator has made as the page for operators says."""
    node = stack.servers._rabbitmq
    if node is None:
        pytest.skip("the broker is somebody else's")
    password = uuid4().hex
    commands = block("sh", "rabbitmqctl add_user", OPERATE).replace("rabbitmqctl", RABBITMQCTL)
    subprocess.run(
        ("sh", "-ec", commands),
        env={**node._environment(), "PASSWORD": password},
        check=True,
        capture_output=True,
    )
    return re.sub(r"//[^@]*@", f"//{USER}:{password}@", stack.amqp_url)


@pytest.fixture
def queue(stack: Stack) -> Iterator[str]:
    """The name of a queue for one test alone, gone with it."""
    name = f"{USER}.{uuid4().hex}"
    yield name
    with kombu.Connection(stack.amqp_url) as connection:
        connection.default_channel.queue_delete(name)


@pytest.fixture
def listen(amqp_url: str, queue: str, tmp_path: Path) -> Listen:
    """Runs the program as it is saved from the page; gives the lines that it prints."""
    script = tmp_path / "listen.py"
    script.write_text(program())

    @contextmanager
    def listening() -> Iterator[Lines]:
        # Away from our folder, so that nothing of ours could be imported.
        with subprocess.Popen(
            (sys.executable, "-P", script),
            env={"PATH": os.environ["PATH"], "AMQP_URL": amqp_url, "QUEUE": queue},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        ) as running:
            lines: Lines = Queue()
            reader = threading.Thread(target=_read, args=(running.stdout, lines), daemon=True)
            reader.start()
            try:
                yield lines
            finally:
                running.kill()

    return listening


@pytest.fixture
def raise_barrier(stack: Stack, demo_keys: list[dict[str, str]]) -> Callable[[], httpx.Response]:
    """Sends what the tutorial's curl sends, with the key that it takes."""
    body = re.search(r"-d '(.*?)'", block("sh", "curl"), re.DOTALL)
    assert body is not None
    key = next(each["key"] for each in demo_keys if each["role"] == "officer")

    def sent() -> httpx.Response:
        with api(stack, authorization=f"Bearer {key}") as client:
            return client.post(
                "/barriers",
                content=body[1],
                headers={"content-type": "application/json", "idempotency-key": uuid4().hex},
            )

    return sent


def test_the_program_is_short_and_needs_nothing_of_ours() -> None:
    lines = [line for line in program().splitlines() if line.strip() and line.strip()[0] != "#"]
    assert len(lines) <= MOST_LINES
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(program()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    others = {str(name).partition(".")[0] for name in imported} - sys.stdlib_module_names
    assert others == {"kombu"}


def test_a_barrier_that_is_raised_is_printed_as_it_happens(
    listen: Listen, raise_barrier: Callable[[], httpx.Response], stack: Stack, queue: str
) -> None:
    with listen() as lines:
        bound(stack, queue)
        raised = raise_barrier()
        assert raised.status_code == 201, raised.text
        barrier = raised.json()
        kind, subject, sequence, data = line_about(lines, barrier["id"]).split(" ", 3)
    assert kind == "uk.waymark.barriers.barrier-raised.v1"
    assert (subject, sequence) == (barrier["id"], "1")
    told = json.loads(data)
    assert (told["number"], told["title"]) == (barrier["number"], barrier["title"])
    # The page promises it: the story stays, and so does who did not agree to be named.
    assert barrier["story"] not in data
    assert told["council"] is None


def test_a_barrier_that_was_raised_while_the_program_was_away_arrives_later(
    listen: Listen, raise_barrier: Callable[[], httpx.Response], stack: Stack, queue: str
) -> None:
    with listen():
        bound(stack, queue)
    barrier = raise_barrier().json()
    with listen() as lines:
        assert line_about(lines, barrier["id"]).split(" ")[2] == "1"


@pytest.mark.parametrize("exchange", ["accounts.events", "assessment.events", "matching.events"])
def test_the_user_of_a_downstream_system_reads_nothing_else(
    amqp_url: str, queue: str, exchange: str
) -> None:
    with kombu.Connection(amqp_url) as connection:
        channel = connection.default_channel
        channel.queue_declare(queue)
        with pytest.raises(AccessRefused):
            channel.queue_bind(queue, exchange, "#")


def test_the_user_of_a_downstream_system_writes_no_event(amqp_url: str) -> None:
    with kombu.Connection(amqp_url) as connection, connection.channel() as channel:
        channel.confirm_select()
        with pytest.raises(AccessRefused):
            channel.basic_publish_confirm(Message("{}"), "barriers.events", "barriers.x.v1")


def bound(stack: Stack, queue: str) -> None:
    """Returns when the program consumes its queue."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with kombu.Connection(stack.amqp_url) as connection:
            try:
                if connection.default_channel.queue_declare(queue, passive=True).consumer_count:
                    return
            except connection.channel_errors:
                pass
        time.sleep(0.1)
    raise AssertionError("the program did not bind its queue in time")


def line_about(lines: Lines, barrier: str) -> str:
    """The first line that names the barrier; others raise barriers as well."""
    until = time.monotonic() + SECONDS
    while (left := until - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except Empty:
            break
        if barrier in line:
            return line
    raise AssertionError("the event did not come in time")


def _read(stream: Any, lines: Lines) -> None:
    for line in stream:
        lines.put(line)
