"""Browsers hear of changes at once, and none can hold the others up."""

import asyncio

import pytest

from gateway.live import WAITING, Crowded, Live


async def listen(live):
    stream = live.stream()
    await anext(stream)
    return stream


async def test_all_who_listen_are_told():
    live = Live()
    streams = [await listen(live) for _ in range(3)]
    live.tell("barriers-changed")
    for stream in streams:
        message = (await anext(stream)).decode()
        assert "id: 1\n" in message
        assert "event: barriers-changed\n" in message
        assert message.endswith("\n\n")


async def test_a_line_that_is_quiet_is_kept_open(monkeypatch):
    monkeypatch.setattr("gateway.live.HEARTBEAT", 0.01)
    stream = await listen(Live())
    assert (await anext(stream)).startswith(b":")


async def test_who_reads_too_slowly_is_hung_up_on():
    live = Live()
    stream = await listen(live)
    for _ in range(WAITING + 1):
        live.tell("barriers-changed")
    heard = 0
    async for _ in stream:
        heard += 1
    assert heard <= WAITING


async def test_a_stop_ends_every_stream():
    live = Live()
    stream = await listen(live)
    rest = asyncio.ensure_future(anext(stream, None))
    await asyncio.sleep(0)
    live.close()
    assert await asyncio.wait_for(rest, 1) is None
    with pytest.raises(Crowded):
        live.check_room()


async def test_there_is_room_for_so_many_and_again_when_one_leaves():
    live = Live(most=1)
    stream = await listen(live)
    with pytest.raises(Crowded):
        live.check_room()
    await stream.aclose()
    live.check_room()


def test_a_crowd_is_told_to_come_back(app, client):
    app.state.live._most = 0
    answer = client.get("/live/sector")
    assert answer.status_code == 503
