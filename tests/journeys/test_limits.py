"""Guessing passwords is stopped at the real gateway; other tests' gateway has its limits wide."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import httpx
import pytest

from deploy.health import is_ready
from deploy.knowledge import GATEWAY
from deploy.local.ports import free_port
from deploy.local.processes import Command, Process
from deploy.local.stack import Stack

TRIES = 3


@contextmanager
def gateway_like(stack: Stack, name: str, **differing: str) -> Iterator[str]:
    """One more gateway of the stack, told otherwise about some things; its address."""
    given = stack.processes[f"{GATEWAY}-1"].command
    port = free_port()
    url = f"http://localhost:{port}"
    told = {**given.environment, "PORT": str(port), "PUBLIC_URL": url, **differing}
    command = Command(name, given.arguments, told, ready=partial(is_ready, port))
    process = Process(command, stack.home / "logs", stack.servers.ledger)
    process.start()
    try:
        process.wait_ready(60)
        yield url
    finally:
        process.stop()


@pytest.fixture(scope="module")
def strict(stack: Stack) -> Iterator[httpx.Client]:
    with (
        gateway_like(stack, "gateway-strict", SIGN_IN_LIMIT=f"{TRIES}/5 minutes") as url,
        httpx.Client(base_url=f"{url}/api/v1", timeout=15) as client,
    ):
        yield client


def guess(client: httpx.Client, email: str, password: str = "a wrong guess") -> httpx.Response:
    return client.post("/sessions", json={"email": email, "password": password})


def test_who_guesses_a_password_too_often_has_to_wait(strict, demo):
    account, other = demo["accounts"][:2]
    guesses = [guess(strict, account["email"]).status_code for _ in range(TRIES)]
    assert guesses == [401] * TRIES
    refused = guess(strict, account["email"], account["password"])
    assert refused.status_code == 429
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert 0 < int(refused.headers["retry-after"]) <= 600
    assert "set-cookie" not in refused.headers
    assert guess(strict, other["email"], other["password"]).status_code == 201
