"""What one request brings about can be followed through the logs of every process."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx

from deploy.local.stack import Stack

SECONDS = 10.0


def test_a_change_has_one_correlation_id_from_the_client_to_the_last_subscriber(
    stack: Stack, person: Callable[[str, str], httpx.Client]
) -> None:
    correlation_id = uuid4().hex
    raised = person("officer", "CMD").post(
        "/barriers",
        json={"title": "Followed", "story": "By its id.", "kind": "funding", "named": False},
        headers={"x-correlation-id": correlation_id},
    )
    assert raised.status_code == 201, raised.text
    assert raised.headers["x-correlation-id"] == correlation_id
    for process, event in (
        ("gateway", "answered"),
        ("barriers", "carried out"),
        ("reporting", "event handled"),
    ):
        assert line_of(stack, process, correlation_id)["event"] == event


def line_of(stack: Stack, process: str, correlation_id: str) -> dict[str, Any]:
    """The first line of the process about that request."""
    log = stack.home / "logs" / f"{process}-1.log"
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for line in log.read_text().splitlines():
            if correlation_id in line:
                found: dict[str, Any] = json.loads(line)
                return found
        time.sleep(0.1)
    raise AssertionError(f"{process} says nothing of it")
