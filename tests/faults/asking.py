"""Commands that are sent until they are acknowledged, as a careful client does."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from backbone.identifiers import new_id
from contracts.callers import Caller
from contracts.errors import DeadlineExceeded, Unavailable
from tests.services.asking import Asking

DEADLINE_SECONDS = 2.0
PATIENCE_SECONDS = 60.0
TWICE = 0.1
"""How many commands are sent twice at once, under one key."""


class NeverAcknowledged(Exception):
    """A command was refused for want of a service all along."""


@dataclass(frozen=True)
class Acknowledged:
    """A command that a service said it carried out; `reply` as JSON values.

    `key` is None where the service keeps no record of it.
    """

    service: str
    method: str
    key: str | None
    caller: Caller
    message: Any
    reply: dict[str, Any]


@dataclass
class CarefulClient:
    """Repeats each command under its key until there is an answer, and remembers every answer."""

    ask: Asking
    random: random.Random
    deadline: float = DEADLINE_SECONDS
    acknowledged: list[Acknowledged] = field(default_factory=list)
    disturbances: Counter[str] = field(default_factory=Counter)
    contradictions: list[str] = field(default_factory=list)

    async def __call__(self, service: str, method: str, message: Any, caller: Caller) -> Any:
        """The reply. Raises NeverAcknowledged, and what the service refuses for good."""
        key = new_id()
        copies = 2 if self.random.random() < TWICE else 1
        replies = await asyncio.gather(
            *(self._until_answered(service, method, message, caller, key) for _ in range(copies))
        )
        if any(reply != replies[0] for reply in replies):
            self.contradictions.append(f"{service}.{method} {key} was answered in two ways")
        done = Acknowledged(service, method, key, caller, message, replies[0])
        self.acknowledged.append(done)
        return replies[0]

    async def without_key(self, service: str, method: str, message: Any, caller: Caller) -> Any:
        """The reply to what is not a command, and does something all the same."""
        reply = await self._until_answered(service, method, message, caller, None)
        self.acknowledged.append(Acknowledged(service, method, None, caller, message, reply))
        return reply

    async def read(self, service: str, method: str, message: Any, caller: Caller) -> Any:
        """The answer to a question, which leaves no record. Raises NeverAcknowledged."""
        return await self._until_answered(service, method, message, caller, None)

    async def _until_answered(
        self, service: str, method: str, message: Any, caller: Caller, key: str | None
    ) -> Any:
        until = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                return await self.ask(
                    service,
                    method,
                    message,
                    caller,
                    idempotency_key=key,
                    deadline=self.deadline,
                )
            except (Unavailable, DeadlineExceeded) as refusal:
                self.disturbances[f"{service}: {refusal.code}"] += 1
                if asyncio.get_running_loop().time() > until:
                    raise NeverAcknowledged(f"{service}.{method}") from refusal
            await asyncio.sleep(self.random.uniform(0.05, 0.3))
