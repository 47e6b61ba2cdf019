"""What is known about the request or event in hand, wherever the code is.

A context variable is its own in every greenlet and every asyncio task.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from backbone.identifiers import new_id


@dataclass
class Command:
    """A command with the key under which it takes effect once.

    `key` holds whose it is as well; `fingerprint` tells the same request from another one;
    `carried_out` says that its one unit of work is stored.
    """

    key: str
    method: str
    fingerprint: str
    carried_out: bool = False


@dataclass(frozen=True)
class Context:
    correlation_id: str
    traceparent: str | None = None
    command: Command | None = None


CURRENT: ContextVar[Context | None] = ContextVar("waymark_context", default=None)


def current() -> Context:
    """The context in hand, or a new one with a correlation id of its own."""
    return CURRENT.get() or Context(correlation_id=new_id())


@contextmanager
def use(context: Context) -> Iterator[None]:
    token = CURRENT.set(context)
    try:
        yield
    finally:
        CURRENT.reset(token)
