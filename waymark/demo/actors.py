"""As whom the demonstration is loaded: the operator, leads of councils, people of its own."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from backbone.identifiers import new_id
from backbone.rpc_client import RpcClient
from contracts.accounts.messages import (
    CreateKey,
    ListKeys,
    OperatorToken,
    ResolveKey,
    ResolveSession,
    RevokeKey,
    SignIn,
    SignOut,
)
from contracts.errors import DeadlineExceeded, Unavailable

LABEL = "Demonstration data"
"""Stands where a person's name would."""

AT_ONCE = 8
DEADLINE = 15.0
TRIES = 3
SPARE = 20.0
"""Seconds of life that a token must have left to be used once more."""


class Actors:
    """Asks services in the name of each actor, a few requests at a time."""

    def __init__(
        self, client: RpcClient, operator_secret: str, passwords: Mapping[str, str]
    ) -> None:
        self._client = client
        self._passwords = passwords
        self._secret = operator_secret
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tokens: dict[str, tuple[str, float]] = {}
        self._keys: dict[str, str] = {}
        self._sessions: dict[str, str] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def as_operator(self, service: str, method: str, message: Any) -> Any:
        token = await self._token("operator", self._operator)
        return await self._ask(service, method, message, token)

    async def as_holder(self, key: str, service: str, method: str, message: Any) -> Any:
        """As whoever holds the API key."""
        token = await self._token(key, lambda: self._holder(key))
        return await self._ask(service, method, message, token)

    async def as_lead(self, council: str, service: str, method: str, message: Any) -> Any:
        """As a lead of the council, by a key that `end` revokes."""
        token = await self._token(f"lead {council}", lambda: self._lead(council))
        return await self._ask(service, method, message, token)

    async def as_person(self, email: str, service: str, method: str, message: Any) -> Any:
        """As somebody of the demonstration, whose name is to stand under what they do."""
        token = await self._token(email, lambda: self._person(email))
        return await self._ask(service, method, message, token)

    async def end(self) -> None:
        """Signs out, and revokes the keys made for loading, those of a load that was cut short
        too."""
        await asyncio.gather(
            *(self._ask("accounts", "sign_out", SignOut(each)) for each in self._sessions.values())
        )
        found = await self.as_operator("accounts", "keys", ListKeys())
        left = [key["id"] for key in found["keys"] if key["label"] == LABEL and not key["revoked"]]
        await asyncio.gather(
            *(self.as_operator("accounts", "revoke_key", RevokeKey(key)) for key in left)
        )

    async def _token(self, actor: str, identify: Callable[[], Awaitable[Any]]) -> str:
        async with self._locks.setdefault(actor, asyncio.Lock()):
            token, expires = self._tokens.get(actor, ("", 0.0))
            if expires < time.time() + SPARE:
                identity = await identify()
                token = str(identity["token"])
                expires = datetime.fromisoformat(identity["token_expires"]).timestamp()
                self._tokens[actor] = token, expires
            return token

    async def _operator(self) -> Any:
        return await self._ask("accounts", "operator_token", OperatorToken(self._secret))

    async def _holder(self, key: str) -> Any:
        return await self._ask("accounts", "resolve_key", ResolveKey(key))

    async def _lead(self, council: str) -> Any:
        if council not in self._keys:
            wanted = CreateKey(LABEL, council, "lead")
            created = await self.as_operator("accounts", "create_key", wanted)
            self._keys[council] = created["secret"]
        return await self._holder(self._keys[council])

    async def _person(self, email: str) -> Any:
        if email not in self._sessions:
            wanted = SignIn(email, self._passwords[email])
            signed_in = await self._ask("accounts", "sign_in", wanted)
            self._sessions[email] = signed_in["secret"]
        session = ResolveSession(self._sessions[email])
        return await self._ask("accounts", "resolve_session", session)

    async def _ask(self, service: str, method: str, message: Any, token: str | None = None) -> Any:
        """One request, sent again under the same key where no answer came."""
        key = new_id()
        for tries_left in reversed(range(TRIES)):
            try:
                async with self._room:
                    return await self._client.call(
                        service,
                        method,
                        message,
                        token=token,
                        idempotency_key=key,
                        deadline=DEADLINE,
                    )
            except (Unavailable, DeadlineExceeded):
                if not tries_left or not self._client.connected:
                    raise
        raise AssertionError("the last try returns or raises")
