"""The platform as clients of the REST API meet it, and the people of its demonstration."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.local.stack import Stack
from gateway.sessions import COOKIE
from tests.journeys.councils import Council, found
from tests.journeys.forking import CommandLine

# Many tests share few people; `tests/unit/gateway/test_limits.py` tries the limits.
os.environ.setdefault("WRITE_LIMIT", "100000/minute")
os.environ.setdefault("SIGN_IN_LIMIT", "1000/minute")

SignIn = Callable[[str, str], httpx.Client]
Run = Callable[..., subprocess.CompletedProcess[str]]


def api(stack: Stack, **headers: str) -> httpx.Client:
    return httpx.Client(base_url=f"{stack.url}/api/v1", headers=headers, timeout=15)


@pytest.fixture
def demo_now(stack: Stack) -> dict[str, Any]:
    """`demo` as it stands now: a test of the command line replaces its keys and passwords."""
    told: dict[str, Any] = json.loads(stack.demo_file.read_text())
    return told


@pytest.fixture
def demo_keys(demo_now: dict[str, Any]) -> list[dict[str, str]]:
    """The demo's API keys as they stand now."""
    keys: list[dict[str, str]] = demo_now["api_keys"]
    return keys


@pytest.fixture(scope="session")
def demo(stack: Stack) -> dict[str, Any]:
    """What `make run` says to scripts: ``url``, ``amqp_url``, ``amqp_queue``, ``accounts``,
    ``api_keys``."""
    told: dict[str, Any] = json.loads(stack.demo_file.read_text())
    return told


@pytest.fixture(scope="session")
def sign_in(stack: Stack) -> Iterator[SignIn]:
    """Signs in over the API and gives a client with the session's cookie, as a browser has it."""
    clients: list[httpx.Client] = []

    def signed_in(email: str, password: str) -> httpx.Client:
        with api(stack) as nobody:
            answer = nobody.post("/sessions", json={"email": email, "password": password})
        assert answer.status_code == 201, answer.text
        secret = answer.headers["set-cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
        # The cookie is for TLS and localhost in browsers; httpx would keep it to TLS.
        clients.append(api(stack, cookie=f"{COOKIE}={secret}"))
        return clients[-1]

    yield signed_in
    for client in clients:
        client.close()


@pytest.fixture(scope="session")
def person(demo: dict[str, Any], sign_in: SignIn) -> Callable[[str, str], httpx.Client]:
    """A client of the demo's person with that role in that organisation."""
    known: dict[tuple[str, str], httpx.Client] = {}

    def client_of(role: str, organisation: str) -> httpx.Client:
        if (role, organisation) not in known:
            account = next(
                each
                for each in demo["accounts"]
                if (each["role"], each["organisation"]) == (role, organisation)
            )
            known[role, organisation] = sign_in(account["email"], account["password"])
        return known[role, organisation]

    return client_of


@pytest.fixture(scope="session")
def administrator(person: Callable[[str, str], httpx.Client]) -> httpx.Client:
    return person("administrator", "sector-body")


@pytest.fixture(scope="session")
def analyst(person: Callable[[str, str], httpx.Client]) -> httpx.Client:
    return person("analyst", "sector-body")


@pytest.fixture(scope="session")
def responder(person: Callable[[str, str], httpx.Client]) -> httpx.Client:
    return person("responder", "dwp")


@pytest.fixture(scope="module")
def council(administrator: httpx.Client, sign_in: SignIn) -> Council:
    """Of the module alone."""
    return found(administrator, sign_in)


@pytest.fixture(scope="session")
def nobody(stack: Stack) -> Iterator[httpx.Client]:
    with api(stack) as client:
        yield client


@pytest.fixture(scope="session")
def command_line() -> Iterator[CommandLine]:
    with CommandLine() as command_line:
        yield command_line


@pytest.fixture
def run(stack: Stack, command_line: CommandLine, tmp_path: Path) -> Run:
    """Runs `waymark …` as its own process; `told` is what it is told otherwise."""

    def run(*arguments: object, typed: str = "", **told: str) -> subprocess.CompletedProcess[str]:
        environment = {**stack.environment.of_operator(), **told}
        ended = command_line.run(tuple(map(str, arguments)), tmp_path, environment, typed)
        assert "Traceback" not in ended.stderr
        return ended

    return run
