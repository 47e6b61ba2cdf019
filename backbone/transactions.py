"""Transactions that are tried again while trying again can help, and no longer."""

import random
import time
from collections.abc import Callable
from contextvars import Context
from typing import TypeVar

from pymongo.client_session import ClientSession
from pymongo.errors import ConnectionFailure, PyMongoError

from backbone.database import Client

T = TypeVar("T")

FIRST_PAUSE = 0.002
LONGEST_PAUSE = 0.25


LABELS = (
    "TransientTransactionError",
    "UnknownTransactionCommitResult",
    "RetryableWriteError",
)
NOT_NOW = {13, 18, 50, 91, 112, 251, 262, 11600, 11602, 14031}
"""The server's codes for: not authorised (yet), out of time, shutting down, in conflict, full."""


def passing(error: Exception) -> bool:
    """Whether the database was away or asks to try again: what it was asked may be right."""
    return isinstance(error, PyMongoError) and (
        isinstance(error, ConnectionFailure)
        or error.timeout
        or any(error.has_error_label(label) for label in LABELS)
        or getattr(error, "code", None) in NOT_NOW
    )


class Pauses:
    """Growing pauses with full jitter, so that those who collided do not collide again."""

    def __init__(self) -> None:
        self._bound = FIRST_PAUSE

    def wait(self) -> None:
        time.sleep(random.uniform(0, self._bound))  # noqa: S311
        self._bound = min(self._bound * 2, LONGEST_PAUSE)


def transact(client: Client, body: Callable[[ClientSession], T], *, seconds: float = 10) -> T:
    """Runs `body` in a transaction and commits it.

    `body` may run more than once: it changes nothing outside of the session. A killed process can
    leave a transaction open on the server, whose documents then conflict until the server ends it;
    so conflicts are waited out with pauses, for `seconds` at the most.

    Raises:
        PyMongoError: what the last attempt met.
    """
    until = time.monotonic() + seconds
    pause = Pauses()
    with client.start_session() as session:
        while True:
            session.start_transaction()
            try:
                result = body(session)
                commit(session, until)
                return result
            except PyMongoError as error:
                again = error.has_error_label("TransientTransactionError")
                if not again or error.timeout or time.monotonic() > until:
                    raise
            finally:
                abort(session)
            pause.wait()


def commit(session: ClientSession, until: float) -> None:
    """Commits, asking again where the answer was lost: a commit may be repeated safely."""
    pause = Pauses()
    while True:
        try:
            session.commit_transaction()
        except PyMongoError as error:
            unknown = error.has_error_label("UnknownTransactionCommitResult")
            if not unknown or error.timeout or time.monotonic() > until:
                raise
        else:
            return
        pause.wait()


def abort(session: ClientSession) -> None:
    """Ends a transaction that was not committed, even where the request's time is over.

    Left open, it would make everybody else's writes to its documents fail until the server ends it.
    """
    if session.in_transaction:
        # Outside of the context in which `pymongo.timeout` holds, which would let it send nothing.
        Context().run(session.abort_transaction)
