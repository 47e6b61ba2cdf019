"""A request as it came over RPC, before anything was checked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from backbone.context import Command, Context
from backbone.identifiers import new_id
from backbone.runtime import Runtime
from contracts.callers import ANONYMOUS, Caller

SECRETS = frozenset({"password", "secret"})


@dataclass(frozen=True)
class Delivery:
    """A request as it came. `deadline` is in seconds since the epoch."""

    method: str
    data: Any
    headers: Mapping[str, Any]
    deadline: float | None
    runtime: Runtime

    @property
    def caller(self) -> Caller:
        token = self.headers.get("waymark-token")
        return self.runtime.verifier.caller(str(token)) if token else ANONYMOUS

    def context(self, caller: Caller, *, changes: bool) -> Context:
        return Context(
            correlation_id=str(self.headers.get("correlation-id") or new_id()),
            traceparent=self.headers.get("traceparent"),
            command=self._command(caller) if changes else None,
        )

    def _command(self, caller: Caller) -> Command | None:
        key, whose = self.headers.get("idempotency-key"), owner_of_keys(caller, self.data)
        if not key or not whose:
            return None
        content = orjson.dumps(without_secrets(self.data), option=orjson.OPT_SORT_KEYS)
        return Command(
            key=f"{whose}:{key}",
            method=self.method,
            fingerprint=hashlib.sha256(content).hexdigest(),
        )


def owner_of_keys(caller: Caller, data: Any) -> str | None:
    """Whose keys that of a request with `data` is among; None where it holds for nobody.

    Who is not signed in is known by the secret of a link or session, which is far too long to be
    guessed from what is kept of it. Of others one would be given the answer that another got.
    """
    if caller.signed_in:
        return f"{caller.organisation}:{caller.person}"
    secret = data.get("secret") if isinstance(data, dict) else None
    return hashlib.sha256(secret.encode()).hexdigest() if isinstance(secret, str) else None


def without_secrets(data: Any) -> Any:
    """A fingerprint is kept, and a quick hash over a password would help to guess it."""
    if not isinstance(data, dict):
        return data
    return {name: value for name, value in data.items() if name not in SECRETS}
