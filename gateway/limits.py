"""How often a caller may do what costs something. Counted in this process's memory."""

import math
import time
from collections.abc import Iterable

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.accounts.messages import Identity
from contracts.errors import TooManyRequests
from gateway.sessions import SAFE_METHODS
from gateway.settings import Settings

UNCOUNTED = ("/static/", "/healthz/")


class Limits:
    """The limits of sign-ins, of changes, and of requests by nobody in particular."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._sign_in = parse(settings.sign_in_limit)
        self._write = parse(settings.write_limit)
        self._read = parse(settings.read_limit)

    def check_sign_in(self, request: Request, email: str) -> None:
        """Counts a try, by e-mail address and by where it comes from.

        Raises:
            TooManyRequests: with ``retry_after`` in seconds among the details.
        """
        self._check(self._sign_in, ("sign-in", "email", email.strip().lower()[:254]))
        # Many people of a council share one address.
        self._check(self._sign_in, ("sign-in", "address", address_of(request)), times=10)

    def check(self, request: Request) -> None:
        """Counts any request: a change by who makes it, what is not signed in by its address.

        Raises:
            TooManyRequests: as above.
        """
        identity: Identity | None = getattr(request.state, "identity", None)
        if identity is None:
            self._check(self._read, ("anonymous", address_of(request)))
        elif request.method not in SAFE_METHODS:
            self._check(self._write, ("write", identity.person))

    def _check(self, limit: RateLimitItem, who: Iterable[str], times: int = 1) -> None:
        allowed = _times(limit, times)
        if not self._limiter.hit(allowed, *who):
            reset = self._limiter.get_window_stats(allowed, *who).reset_time
            wait = max(1, math.ceil(reset - time.time()))
            raise TooManyRequests(details={"retry_after": wait})


class Limited:
    """ASGI layer that counts requests. Who asks must be known before it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(UNCOUNTED):
            scope["app"].state.limits.check(Request(scope))
        await self.app(scope, receive, send)


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _times(limit: RateLimitItem, times: int) -> RateLimitItem:
    return type(limit)(limit.amount * times, limit.multiples, limit.namespace)
