"""Who asks a service over a broken connection is told so, and soon asks over a new one."""

import asyncio
import time

import pytest

from backbone.identifiers import new_id
from backbone.rpc_client import RpcClient
from contracts.errors import DeadlineExceeded, Unavailable
from tests.trial import proxy
from tests.trial.contract import AddThing, CountThing, GetThing, Wait


async def asked(client, method, message, **options):
    return await client.call("trial", method, message, **options)


async def until_answered(client, message, seconds=10.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            return await asked(client, "thing", message, deadline=1.0)
        except (DeadlineExceeded, Unavailable):
            await asyncio.sleep(0.1)
    raise AssertionError("it did not come back")


@pytest.fixture
async def thing(trial):
    name = f"thing-{new_id()}"
    async with RpcClient(trial.amqp_url) as client:
        await asked(client, "add", AddThing(name), token=trial.token())
    return name


async def test_a_call_over_a_connection_that_breaks_is_ended_at_once(trial, thing):
    between, url = proxy.before(trial.amqp_url)
    with between:
        async with RpcClient(url) as client:
            slow = asyncio.create_task(asked(client, "wait", Wait(3)))
            await asyncio.sleep(0.5)
            began = time.monotonic()
            between.cut()
            with pytest.raises(DeadlineExceeded):
                await slow
            assert time.monotonic() - began < 1
            assert (await until_answered(client, GetThing(thing)))["version"] == 1


async def test_a_broker_that_is_away_is_said_at_once(trial):
    between, url = proxy.before(trial.amqp_url)
    with between:
        pass  # and nobody listens there any more
    client = RpcClient(url)
    await client.open(seconds=0.5)
    began = time.monotonic()
    with pytest.raises(Unavailable):
        await asked(client, "thing", GetThing("kettle"))
    assert time.monotonic() - began < 0.5
    await client.close()


async def test_a_broker_that_says_nothing_is_left_and_found_again(trial, thing):
    between, url = proxy.before(trial.amqp_url)
    with between:
        async with RpcClient(url, heartbeat=1) as client:
            between.hold_back()
            until = time.monotonic() + 15
            while client.connected:
                assert time.monotonic() < until
                await asyncio.sleep(0.1)
            with pytest.raises(Unavailable):
                await asked(client, "thing", GetThing(thing))
            between.cut()
            between.pass_on()
            assert await until_answered(client, GetThing(thing))


async def test_many_calls_at_once_each_get_their_own_answer(trial, thing):
    async with RpcClient(trial.amqp_url) as client:
        names = [f"{thing}-{number}" for number in range(50)]
        token = trial.token()
        answers = await asyncio.gather(
            *(asked(client, "add", AddThing(name), token=token) for name in names)
        )
        assert [answer["thing"] for answer in answers] == names


async def test_an_answer_that_comes_too_late_is_nobody_else_s(trial, thing):
    async with RpcClient(trial.amqp_url) as client:
        slow = CountThing(thing, seconds=0.6)
        with pytest.raises(DeadlineExceeded):
            await asked(client, "count", slow, token=trial.token(), deadline=0.3)
        await asyncio.sleep(0.6)
        assert (await asked(client, "thing", GetThing(thing)))["thing"] == thing
        assert client._waiting == {}
