"""What is asked of both, and of Waymark alone."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager

import aiormq

from tests.benchmarks.http import Client, Target, get, post

API = "/api/v1"
NOTICES = "matching.notices"
NOTICE = "matching.suggestions-changed"
APART_SECONDS = 0.02
LOOK_SECONDS = 0.002

_NUMBERS = itertools.count(1)


def models(port: int, path: str) -> Target:
    return Target(port, itertools.repeat(get(path)))


def journeys(port: int, prefix: str, keys: Mapping[str, str]) -> Target:
    """The journeys of all councils in turn, each asked for with its own key."""
    asked = [get(f"{prefix}/councils/{council}/journey", key) for council, key in keys.items()]
    return Target(port, itertools.cycle(asked))


def raising(port: int, path: str, keys: Mapping[str, str]) -> Target:
    return Target(port, barriers(path, keys), expected=201)


def barriers(path: str, keys: Mapping[str, str]) -> Iterator[bytes]:
    for key in itertools.cycle(keys.values()):
        yield post(path, barrier(), key)


def barrier() -> dict[str, object]:
    """One that nobody has raised yet."""
    return {
        "title": f"Notices must appear in a printed newspaper, case {next(_NUMBERS)}",
        "story": "The law asks for a printed notice that hardly anybody reads. " * 6,
        "kind": "legal",
        "named": False,
        "effect": "slows",
        "characteristic": "digital-and-technology",
        "from_level": 2,
    }


@asynccontextmanager
async def nothing_kept(amqp_url: str) -> AsyncIterator[None]:
    """Has matching say again and again that its suggestions changed, so that the gateway may use
    no journey that it kept: it puts each together anew out of three services."""
    connection = await aiormq.connect(amqp_url)
    channel = await connection.channel(publisher_confirms=False)

    async def say_so() -> None:
        while True:
            await channel.basic_publish(b"{}", exchange=NOTICES, routing_key=NOTICE)
            await asyncio.sleep(APART_SECONDS)

    saying = asyncio.create_task(say_so())
    try:
        yield
    finally:
        saying.cancel()
        await asyncio.gather(saying, return_exceptions=True)
        await connection.close()


async def appearances(port: int, key: str, times: int) -> list[float]:
    """Seconds from sending a barrier to reading a sector report that counts it, one at a time."""
    client, seconds = Client(port), []
    for _ in range(times):
        before = await counted(client)
        sent = post(f"{API}/barriers", barrier(), key)
        began = time.perf_counter()
        await client.ask(sent)
        while await counted(client) == before:  # noqa: ASYNC110 (it is another process)
            await asyncio.sleep(LOOK_SECONDS)
        seconds.append(time.perf_counter() - began)
        await asyncio.sleep(0.05)
    return seconds


async def counted(client: Client) -> int:
    """How many barriers the sector report tells of."""
    return int((await client.read(f"{API}/sector/barriers"))["barriers"])


async def caught_up(port: int) -> float:
    """Seconds until the sector report has stood still for half a second."""
    client, began, changed = Client(port), time.perf_counter(), time.perf_counter()
    seen = await counted(client)
    while time.perf_counter() - changed < 0.5:
        await asyncio.sleep(0.05)
        now = await counted(client)
        if now != seen:
            seen, changed = now, time.perf_counter()
    return changed - began
