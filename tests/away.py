"""A service that is away for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from deploy.local.stack import Stack


@contextmanager
def away(stack: Stack, service: str) -> Iterator[None]:
    """Ends a service's process for the length of the block."""
    process = stack.processes[f"{service}-1"]
    process.stop()
    try:
        yield
    finally:
        process.start()
        process.wait_ready(30)
