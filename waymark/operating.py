"""Asks services as the operator."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from backbone import logs
from backbone.rpc_client import BlockingRpcClient
from contracts.accounts.messages import OperatorToken
from waymark.settings import Settings

DEADLINE = 20.0
"""Seconds for one answer; a whole register in one transaction takes one or two."""

TOKEN_SECONDS = 60.0
"""After which another token is asked for: one holds for two minutes."""


class Ask(Protocol):
    """Asks a service as the operator; answers its reply as JSON values."""

    def __call__(self, service: str, method: str, message: Any) -> Any: ...


@contextmanager
def operator(settings: Settings | None = None) -> Iterator[Ask]:
    """A connection for the length of the block.

    Raises:
        Refusal: the broker or accounts is away, or the secret is wrong.
    """
    settings = settings or Settings.read()
    quiet()
    with BlockingRpcClient(settings.amqp_url) as client:
        secret = OperatorToken(settings.operator_secret)

        def new_token() -> tuple[str, float]:
            token = client.call("accounts", "operator_token", secret)["token"]
            return token, time.monotonic()

        token, since = new_token()

        def ask(service: str, method: str, message: Any) -> Any:
            nonlocal token, since
            if time.monotonic() - since > TOKEN_SECONDS:
                token, since = new_token()
            return client.call(service, method, message, token=token, deadline=DEADLINE)

        yield ask


def quiet() -> None:
    """What libraries log is for services; here, a problem is told once, in words."""
    logs.configure("waymark", "CRITICAL")
    logging.disable(logging.CRITICAL)
    logging.getLogger().setLevel(logging.CRITICAL)
