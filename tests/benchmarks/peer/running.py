"""The peer's process, beside the platform and on its MongoDB."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.local.ports import free_port, is_free
from deploy.local.processes import Command, Process
from deploy.local.stack import Stack


@contextmanager
def peer(stack: Stack) -> Iterator[int]:
    """Runs it for the length of the block; answers its port."""
    port = free_port()
    served = ("--host", "127.0.0.1", "--port", str(port), "--loop", "uvloop", "--http", "httptools")
    command = Command(
        name="peer",
        arguments=(
            *(sys.executable, "-m", "uvicorn", "tests.benchmarks.peer.app:app", *served),
            *("--no-access-log", "--log-level", "warning"),
        ),
        environment={
            **stack.environment.of_operator(),
            "MONGODB_URL": stack.servers.mongodb_root_url,
        },
        ready=lambda: not is_free(port),
    )
    process = Process(command, stack.home / "logs", stack.servers.ledger)
    process.start()
    try:
        process.wait_ready()
        yield port
    finally:
        process.stop()
