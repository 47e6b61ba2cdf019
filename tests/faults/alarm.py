"""RabbitMQ's memory alarm: while it lasts, the broker reads nothing from those who publish."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.local.processes import Process
from deploy.local.rabbitmq import SCRIPTS

WATERMARK = "400MiB"
"""As `deploy.local.rabbitmq` sets it."""

PATIENCE_SECONDS = 60.0


class CtlFailed(Exception):
    """rabbitmqctl did not do what it was asked; its output."""


@asynccontextmanager
async def memory_alarm(broker: Process) -> AsyncIterator[None]:
    """The node is above its watermark for the length of the block."""
    await ctl(broker, "set_vm_memory_high_watermark", "absolute", "1MiB")
    try:
        await alarmed(broker)
        yield
    finally:
        await ctl(broker, "set_vm_memory_high_watermark", "absolute", WATERMARK)


async def alarmed(broker: Process) -> None:
    """Returns once the node has noticed. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "memory" not in await ctl(broker, "eval", "rabbit_alarm:get_alarms()."):
            pass


async def ctl(broker: Process, *arguments: str) -> str:
    """What ``rabbitmqctl`` of that node says. Raises CtlFailed or TimeoutError."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        running = await asyncio.create_subprocess_exec(
            str(SCRIPTS / "rabbitmqctl"),
            *arguments,
            env=dict(broker.command.environment),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output = (await running.communicate())[0].decode()
    if running.returncode:
        raise CtlFailed(output)
    return output
