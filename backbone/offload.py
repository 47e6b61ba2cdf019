"""Work for the processor that would hold every other greenlet up, in a real thread."""

from collections.abc import Callable
from typing import Any, TypeVar

from eventlet import tpool

T = TypeVar("T")


def run(function: Callable[..., T], *args: Any) -> T:
    """Calls `function` in eventlet's thread pool and waits for it without blocking the others."""
    result: T = tpool.execute(function, *args)
    return result
