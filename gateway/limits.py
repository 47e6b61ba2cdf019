"""How often a caller may do what costs something. Counted in this process's memory."""

import math
import time
from collections.abc import Iterable

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from contracts.accounts.messages import Identity
from contracts.errors import TooManyRequests
from gateway.settings import Settings


class Limits:
    """The limits of sign-ins, writes and anonymous reads."""

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

    def check_write(self, request: Request) -> None:
        self._check(self._write, ("write", *caller_of(request)))

    def check_read(self, request: Request) -> None:
        """Counts only who is not signed in."""
        if getattr(request.state, "identity", None) is None:
            self._check(self._read, ("read", address_of(request)))

    def _check(self, limit: RateLimitItem, who: Iterable[str], times: int = 1) -> None:
        allowed = _times(limit, times)
        if not self._limiter.hit(allowed, *who):
            reset = self._limiter.get_window_stats(allowed, *who).reset_time
            wait = max(1, math.ceil(reset - time.time()))
            raise TooManyRequests(details={"retry_after": wait})


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def caller_of(request: Request) -> tuple[str, str]:
    """What writes are counted by: the person or key, or where they come from."""
    identity: Identity | None = getattr(request.state, "identity", None)
    return ("person", identity.person) if identity else ("address", address_of(request))


def _times(limit: RateLimitItem, times: int) -> RateLimitItem:
    return type(limit)(limit.amount * times, limit.multiples, limit.namespace)
