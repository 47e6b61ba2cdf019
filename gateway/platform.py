"""How the gateway asks services: on behalf of whoever makes the request, and never for long."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from starlette.requests import Request

from contracts.accounts.messages import Identity
from contracts.errors import DeadlineExceeded, Invalid, NotSignedIn, Refusal, Unavailable

LEAST = 0.05
"""Seconds that a call gets even where the request's time is nearly used up."""


class Client(Protocol):
    """What is needed of `backbone.rpc_client.RpcClient`; tests bring one of their own."""

    @property
    def connected(self) -> bool: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def call(
        self,
        service: str,
        method: str,
        message: Any,
        *,
        token: str | None = None,
        idempotency_key: str | None = None,
        correlation_id: str | None = None,
        traceparent: str | None = None,
        deadline: float = 5.0,
    ) -> Any: ...


@dataclass(frozen=True)
class Away:
    """Stands where a part of a page would: its service is away or did not answer in time."""

    service: str


@dataclass(frozen=True)
class Call:
    """A part to be asked for. `answer` is one already under way, from a cache for example."""

    service: str
    method: str = ""
    message: Any = None
    answer: Awaitable[Any] | None = None


def call(service: str, method: str, message: Any) -> Call:
    return Call(service, method, message)


def from_cache(service: str, answer: Awaitable[Any]) -> Call:
    """A part that is asked of `service` only where the cache has none."""
    return Call(service, answer=answer)


def there(part: Any) -> Any:
    """A part that the page can't do without. Raises Unavailable where its service is away."""
    if isinstance(part, Away):
        raise Unavailable
    return part


def if_there(part: Any) -> Any:
    """A part whose section says so where its service is away, which is None then."""
    return None if isinstance(part, Away) else part


class Platform:
    """The services as the gateway sees them. `deadline` is a request's time for all its calls, in
    seconds."""

    def __init__(self, client: Client, deadline: float = 4.5) -> None:
        self.client = client
        self._deadline = deadline

    async def ask(
        self,
        request: Request,
        service: str,
        method: str,
        message: Any,
        *,
        idempotency_key: str | None = None,
        anonymously: bool = False,
    ) -> dict[str, Any]:
        """One call for whoever makes the request, or for nobody (for answers that all share).

        Raises:
            Refusal: what the service answered instead, `Unavailable` and `DeadlineExceeded` too.
        """
        try:
            answer: dict[str, Any] = await self.client.call(
                service,
                method,
                message,
                token=None if anonymously else token_of(request),
                idempotency_key=idempotency_key,
                correlation_id=getattr(request.state, "correlation_id", None),
                traceparent=getattr(request.state, "traceparent", None),
                deadline=self._time_left(request),
            )
        except orjson.JSONEncodeError as error:
            raise Invalid(details={"request": ["Holds what JSON can't: " + str(error)]}) from None
        return answer

    async def parts(self, request: Request, **calls: Call) -> dict[str, dict[str, Any] | Away]:
        """One round of calls side by side; a part whose service is away becomes `Away`.

        Raises:
            Refusal: any other refusal of a part, the first in the order of `calls`.
        """
        answers = await asyncio.gather(
            *(self._part(request, each) for each in calls.values()), return_exceptions=True
        )
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return dict(zip(calls, answers, strict=True))  # type: ignore[arg-type]

    async def _part(self, request: Request, part: Call) -> dict[str, Any] | Away:
        try:
            if part.answer is not None:
                answer: dict[str, Any] = await part.answer
                return answer
            return await self.ask(request, part.service, part.method, part.message)
        except (Unavailable, DeadlineExceeded):
            return Away(part.service)

    def _time_left(self, request: Request) -> float:
        started: float = getattr(request.state, "started", time.monotonic())
        return max(LEAST, started + self._deadline - time.monotonic())


def identity_of(request: Request) -> Identity:
    """Who makes the request.

    Raises:
        NotSignedIn: nobody is signed in.
        NotAllowed: they are, for a council that has ended.
        Unavailable: they may be, but accounts can't be asked.
    """
    identity: Identity | None = getattr(request.state, "identity", None)
    if identity is None:
        raise_if_unknown(request)
        raise getattr(request.state, "identity_refused", None) or NotSignedIn()
    return identity


def token_of(request: Request) -> str | None:
    """The token that says to services who asks; None for nobody.

    Raises:
        Unavailable: a credential was sent, and accounts can't be asked whose it is.
    """
    identity: Identity | None = getattr(request.state, "identity", None)
    if identity is None:
        raise_if_unknown(request)
        return None
    return identity.token


def raise_if_unknown(request: Request) -> None:
    refusal: Refusal | None = getattr(request.state, "identity_unknown", None)
    if refusal is not None:
        raise refusal
