"""The faults themselves. Each strikes a platform under load and returns once that has recovered."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from backbone.relay import LEASE_SECONDS
from deploy.local.processes import Process
from tests.faults.alarm import memory_alarm
from tests.faults.marks import Marks
from tests.faults.platform import Platform
from tests.trial.proxy import Proxy

PATIENCE_SECONDS = 60.0
SERVER = {"broker": "rabbitmq", "database": "mongodb"}
DELAY_SECONDS = 0.03


async def until(holds: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """What `holds` answers, as soon as that is something.

    Raises:
        TimeoutError: it was nothing all along.
    """
    ends = asyncio.get_running_loop().time() + seconds
    while not (found := await asyncio.to_thread(holds)):
        if asyncio.get_running_loop().time() > ends:
            raise TimeoutError(what)
        await asyncio.sleep(0.05)
    return found


async def revived(process: Process, before: int) -> None:
    await asyncio.to_thread(process.wait_revived, before, PATIENCE_SECONDS)
    await asyncio.to_thread(process.wait_ready, PATIENCE_SECONDS)


async def kill(platform: Platform, name: str) -> None:
    """One process, wherever it may be."""
    process = platform.processes[name]
    before = process.pid
    process.kill()
    await revived(process, before)


async def kill_at(platform: Platform, service: str, point: str) -> None:
    """Whichever instance comes there first."""
    instances = {process.pid: process for process in platform.instances(service)}
    with_marks = platform.marks[service]
    with_marks.lay(point)
    pid = await at_point(with_marks, point)
    await revived(instances[pid], pid)


async def at_point(marks: Marks, point: str) -> int:
    """The pid of the process that was struck there."""
    pid: int = await until(lambda: marks.struck(point), f"nobody came to {marks.folder} {point}")
    return pid


async def kill_server(platform: Platform, server: str) -> None:
    process = platform.servers.processes[SERVER[server]]
    before = process.pid
    process.kill()
    await revived(process, before)


async def restart_server(platform: Platform, server: str) -> None:
    """In good order."""
    await restart(platform.servers.processes[SERVER[server]])


async def restart(process: Process) -> None:
    await asyncio.to_thread(process.stop)
    process.start()
    await asyncio.to_thread(process.wait_ready, PATIENCE_SECONDS)


async def stop_and_start(platform: Platform, name: str) -> None:
    """SIGTERM while another instance is there to take over."""
    process = platform.processes[name]
    with platform.one_more(name.rpartition("-")[0]):
        await restart(process)


async def cut(platform: Platform, service: str, server: str) -> None:
    """Connections break, once and again; new ones are taken."""
    detour = platform.detours[service, server]
    for _ in range(3):
        detour.cut()
        await asyncio.sleep(0.3)
    await carries_on([detour])


async def black_hole(platform: Platform, service: str, server: str, seconds: float) -> None:
    """Nothing goes through, and nobody says so."""
    detour = platform.detours[service, server]
    detour.hold_back()
    try:
        await asyncio.sleep(seconds)
    finally:
        detour.pass_on()
    await carries_on([detour])


async def slow_network(platform: Platform, service: str, server: str, seconds: float) -> None:
    detour = platform.detours[service, server]
    detour.slow_down(DELAY_SECONDS)
    try:
        await asyncio.sleep(seconds)
    finally:
        detour.slow_down(0)
    await carries_on([detour])


async def carries_on(detours: Iterable[Proxy]) -> None:
    """Returns once something has gone each way again."""
    before = {detour: detour.carried for detour in detours}
    await until(
        lambda: all(detour.carried > carried for detour, carried in before.items()),
        "nothing goes through the proxy",
    )


async def habit(platform: Platform, service: str, name: str, seconds: float) -> None:
    """All of a service's processes behave otherwise for a while."""
    with behaving(platform, service, name):
        await asyncio.sleep(seconds)


@contextmanager
def behaving(platform: Platform, service: str, name: str) -> Iterator[None]:
    """As `habit` does, for the length of the block."""
    platform.marks[service].switch_on(name)
    try:
        yield
    finally:
        platform.marks[service].switch_off(name)


async def freeze_relay(platform: Platform, service: str, point: str) -> None:
    """The relay at work sleeps past the end of its lease; another takes over, then it wakes up."""
    async with frozen(platform.marks[service], point):
        await asyncio.sleep(LEASE_SECONDS + 2)


@asynccontextmanager
async def frozen(marks: Marks, point: str) -> AsyncIterator[int]:
    """The first process that comes to that point is stopped there for the length of the block."""
    marks.lay(point, signal.SIGSTOP)
    pid = await at_point(marks, point)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGCONT)


async def stay_away(platform: Platform, subscriber: str, seconds: float) -> None:
    """All instances of a subscriber are offline for a while."""
    instances = platform.instances(subscriber)
    for process in instances:
        process.ask_to_stop()
    for process in instances:
        await asyncio.to_thread(process.stop)
    await asyncio.sleep(seconds)
    for process in instances:
        process.start()
    for process in instances:
        await asyncio.to_thread(process.wait_ready, PATIENCE_SECONDS)


async def alarm(platform: Platform, seconds: float) -> None:
    """The broker is above its watermark for so long."""
    async with memory_alarm(platform.servers.processes["rabbitmq"]):
        await asyncio.sleep(seconds)


async def scale(platform: Platform, subscriber: str) -> None:
    """Three instances share the work; one is killed, another comes."""
    with platform.one_more(subscriber) as third:
        await asyncio.sleep(1)
        third.kill()
        with platform.one_more(subscriber):
            await asyncio.sleep(1)
