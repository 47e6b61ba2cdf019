"""A broker that is away or takes nothing in is said at once; then everything goes on by itself."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from deploy.local.processes import Process
from deploy.local.stack import Stack
from tests.faults.alarm import memory_alarm
from tests.journeys.councils import Council

AT_ONCE = 1.0
IN_TIME = 5.0
"""Seconds: of an answer that needs to wait for nothing, and of one whose request was under way."""
SOME_TIME = 60.0


def asked(client: httpx.Client, path: str, within: float) -> int:
    began = time.monotonic()
    status = client.get(path).status_code
    assert time.monotonic() - began < within
    return status


def until(client: httpx.Client, path: str, statuses: set[int]) -> None:
    """Asks until that is the answer; each answer comes in time, whatever it is."""
    patience = time.monotonic() + SOME_TIME
    while asked(client, path, IN_TIME) not in statuses:
        assert time.monotonic() < patience
        time.sleep(0.1)


def everything_works(council: Council) -> None:
    until(council.officer, "/barriers?limit=1", {200})
    barrier = {"title": "It is back", "story": "As before.", "kind": "legal", "named": False}
    assert council.officer.post("/barriers", json=barrier).status_code == 201


@contextmanager
def silent(broker: Process) -> Iterator[None]:
    """The node stands still, and its connections stay open."""
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(broker.pid, signal.SIGCONT)


def test_a_broker_that_died_is_said_at_once_and_what_is_in_memory_is_answered(
    stack: Stack, council: Council, nobody: httpx.Client
):
    assert nobody.get("/models/current").status_code == 200
    broker = stack.servers.processes["rabbitmq"]
    before = broker.pid
    broker.kill()
    until(council.officer, "/barriers?limit=2", {503})
    assert asked(council.officer, "/barriers?limit=3", AT_ONCE) == 503
    assert asked(nobody, "/models/current", AT_ONCE) == 200
    broker.wait_revived(before)
    everything_works(council)


def test_a_broker_that_says_nothing_keeps_nobody_waiting(stack: Stack, council: Council):
    with silent(stack.servers.processes["rabbitmq"]):
        assert asked(council.officer, "/barriers?limit=4", IN_TIME) in {503, 504}
        until(council.officer, "/barriers?limit=5", {503})
        assert asked(council.officer, "/barriers?limit=6", AT_ONCE) == 503
    everything_works(council)


async def test_a_broker_in_a_memory_alarm_is_said_at_once(stack: Stack, council: Council):
    async with memory_alarm(stack.servers.processes["rabbitmq"]):
        until(council.officer, "/barriers?limit=7", {503})
        assert asked(council.officer, "/barriers?limit=8", AT_ONCE) == 503
    everything_works(council)
