"""Subscribers of every kind, as they are made for anybody, listening in processes of their own."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self

from contracts.accounts.messages import CreateKey
from contracts.callers import SECTOR_BODY
from contracts.notifications.messages import RegisterWebhook, RemoveWebhook, VerifyWebhook
from deploy.local.environment import PROJECT
from deploy.local.ports import free_port
from deploy.local.stack import Stack
from tests.benchmarks.subscribing import Received
from tests.outside import a_name, wanted
from tests.services.asking import ADMINISTRATOR, Asking, asking, lead
from waymark.settings import Settings
from waymark.subscribers import making
from waymark.subscribers.making import administration

COUNCIL = "B0001"
LENGTH = 1_000_000

Place = dict[str, Any]


class Listening:
    """A process with subscribers of one kind; see `subscribing`."""

    def __init__(self, kind: str, places: list[Place]) -> None:
        self.kind = kind
        self._process = subprocess.Popen(
            (sys.executable, "-W", "ignore", "-m", "tests.benchmarks.subscribing"),
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._say({"kind": kind, "places": places})

    def __enter__(self) -> Self:
        """Once all of them listen."""
        self._hear()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def ask_for(self, last: int) -> None:
        """From now on it may answer, once everybody has that position."""
        self._say(last)

    def received(self) -> list[Received]:
        """By each subscriber."""
        return [[(position, moment) for position, moment in each] for each in self._hear()]

    def _say(self, what: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the subscribers by {self.kind} have ended")
        return json.loads(line)


@contextmanager
def queues(stack: Stack, count: int) -> Iterator[list[Place]]:
    """As `waymark subscribers add` makes them."""
    settings = Settings.read(stack.environment.of_operator())
    with administration(settings) as api:
        made = [making.add(api, settings, wanted(a_name(), length=LENGTH)) for _ in range(count)]
        try:
            yield [{"url": each.url, "queue": each.queue, "pause": 0.0} for each in made]
        finally:
            for each in made:
                making.remove(api, settings, each.name)


async def readers(stack: Stack, count: int) -> list[Place]:
    """Of the feed or its stream, each with a key of its own."""
    async with asking(stack) as ask:
        wanted = CreateKey("Benchmark", SECTOR_BODY, "analyst")
        made = [await ask("accounts", "create_key", wanted, ADMINISTRATOR) for _ in range(count)]
        return [{"port": stack.port, "key": key["secret"], "pause": 0.0} for key in made]


def endpoints(count: int) -> list[Place]:
    return [{"port": free_port(), "pause": 0.0} for _ in range(count)]


@asynccontextmanager
async def webhooks(stack: Stack, ports: list[int], batch: int) -> AsyncIterator[None]:
    """Posted to addresses that already listen."""
    async with asking(stack) as ask:
        made = [await webhook(ask, port, batch) for port in ports]
    try:
        yield
    finally:
        # Anew: nobody had time to answer the broker's heartbeats while the benchmark ran.
        async with asking(stack) as ask:
            for each in made:
                await ask("notifications", "remove_webhook", RemoveWebhook(each), lead(COUNCIL))


async def webhook(ask: Asking, port: int, batch: int) -> str:
    caller = lead(COUNCIL)
    wanted = RegisterWebhook(f"http://127.0.0.1:{port}/", "Benchmark", batch=batch)
    made = (await ask("notifications", "register_webhook", wanted, caller))["webhook"]["id"]
    said = await ask("notifications", "verify_webhook", VerifyWebhook(made), caller)
    assert said["state"] == "active", said
    return str(made)
