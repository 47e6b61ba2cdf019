"""The gateway hears on a real broker what services tell, and knows when it did not listen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aio_pika
import pytest

from backbone.rpc_client import RpcClient
from contracts.assessment.messages import GetModel
from contracts.barriers.events import BarrierAcknowledged
from contracts.cloudevents import envelope_of, to_bytes
from contracts.errors import Unavailable
from contracts.topology import events_exchange, notices_exchange
from deploy.local.ports import free_port
from deploy.local.servers import Servers
from gateway.caching import Cache
from gateway.feed.tail import Tail
from gateway.identities import Identities
from gateway.listening import Listening
from gateway.live import Live


async def until(look, seconds=5.0):
    deadline = asyncio.get_running_loop().time() + seconds
    while not look():
        assert asyncio.get_running_loop().time() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.01)


async def one() -> dict[str, int]:
    return {"value": 1}


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[tuple[Cache, Live]]:
    cache, live = Cache(), Live()
    follower = Listening(url, cache, Identities(RpcClient(url)), live, Tail(RpcClient(url)))
    follower.start()
    try:
        yield cache, live
    finally:
        await follower.stop()


@asynccontextmanager
async def channel_of(servers: Servers) -> AsyncIterator[aio_pika.abc.AbstractChannel]:
    async with await aio_pika.connect(servers.amqp_url) as connection:
        yield await connection.channel()


async def publish(servers: Servers, exchange: str, key: str, body: bytes) -> None:
    async with channel_of(servers) as channel:
        told = await channel.get_exchange(exchange)
        await told.publish(aio_pika.Message(body), key)


async def test_an_event_ends_what_was_made_of_it(servers):
    async with listening(servers.amqp_url) as (cache, _):
        await until(lambda: cache.storing)
        await cache.read("barriers", one, topics=["barriers"])
        await cache.read("model", one, topics=["model"])
        event = envelope_of(
            BarrierAcknowledged("b-1", datetime.now(UTC)), id="e", sequence=2, correlation_id="c"
        )
        key = event.routing_key
        await publish(servers, events_exchange("barriers"), key, to_bytes(event))
        await until(lambda: cache.peek("barriers") is None)
        assert cache.peek("model") is not None


async def test_a_notice_reaches_open_browsers(servers):
    async with listening(servers.amqp_url) as (cache, live):
        await until(lambda: cache.storing)
        stream = live.stream()
        await anext(stream)
        notice = "reporting.sector-barriers-changed"
        await publish(servers, notices_exchange("reporting"), notice, b"")
        message = await asyncio.wait_for(anext(stream), 5)
        assert b"event: barriers-changed" in message


async def test_what_can_not_be_read_may_have_meant_anything(servers):
    async with listening(servers.amqp_url) as (cache, _):
        await until(lambda: cache.storing)
        await cache.read("model", one, topics=["model"])
        await publish(servers, events_exchange("barriers"), "barriers.odd", b"\xff")
        await until(lambda: cache.peek("model") is None)


async def test_the_queue_goes_with_the_gateway(servers):
    async with listening(servers.amqp_url) as (cache, _):
        await until(lambda: cache.storing)
    async with listening(servers.amqp_url) as (again, _):
        await until(lambda: again.storing)


async def test_without_a_broker_nothing_is_kept_and_calls_are_refused_at_once():
    url = f"amqp://guest:guest@127.0.0.1:{free_port()}/"
    client = RpcClient(url)
    await client.open(seconds=0.1)
    try:
        async with listening(url) as (cache, _):
            await cache.read("model", one, topics=["model"])
            assert cache.peek("model") is None
            assert not client.connected
            started = asyncio.get_running_loop().time()
            with pytest.raises(Unavailable):
                await client.call("assessment", "model", GetModel())
            assert asyncio.get_running_loop().time() - started < 1
    finally:
        await client.close()
