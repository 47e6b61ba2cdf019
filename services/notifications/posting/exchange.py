"""One post and its answer, over a connection to an address that was looked at before.

The name is resolved here, every address that it has must be public, and the connection goes to one
of these very addresses: a name that resolves differently a moment later changes nothing. Nothing of
the answer is followed, and only its beginning is read.
"""

import ssl
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import eventlet
import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TooSlow

from contracts.errors import Invalid
from contracts.notifications.messages.deliveries import Failure
from services.notifications.domain.addresses import Target, is_public, target_of
from services.notifications.posting.resolving import resolve

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
MOST_READ = 64 * 1024
EXCERPT = 1_000
MOST_CONNECTIONS = 200
MOST_ADDRESSES = 3
"""Of one name that are tried one after the other, while nothing was sent."""
USER_AGENT = "Waymark-Webhooks/1.0"

Resolve = Callable[[str, int], list[str]]
Pool = urllib3.HTTPConnectionPool


@dataclass(frozen=True)
class Answer:
    """What came of a post; `failure` is None where it was delivered.

    `text` is the beginning of the answer, `whole` all that was read of it; `asked` are the seconds
    that Retry-After asked to wait, `seconds` what it took.
    """

    status: int | None
    failure: Failure | None
    seconds: float
    text: str = ""
    whole: bytes = b""
    asked: float | None = None


class Failing(Exception):
    """The post failed for this reason before any answer came."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure)


class Unreached(Failing):
    """No connection came about, so nothing was sent."""


class Exchange:
    """Posts; connections are kept open for the next post to the same place.

    Args:
        may_be_local: whether http and addresses that are not public are fine.
        resolve: from host and port to the addresses of that name.
    """

    def __init__(self, *, may_be_local: bool, resolve: Resolve = resolve) -> None:
        self.may_be_local = may_be_local
        self._resolve = resolve
        self._pools: OrderedDict[tuple[str, str, int, str], Pool] = OrderedDict()

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = WHOLE_SECONDS
    ) -> Answer:
        """Posts once and waits for the answer for `seconds` at the most, all in all."""
        since = time.monotonic()
        try:
            with eventlet.Timeout(seconds, Failing("no-answer")):
                answer = self._post(url, body, headers)
        except Failing as failing:
            answer = Answer(None, failing.failure, 0.0)
        took = round(time.monotonic() - since, 3)
        return Answer(answer.status, answer.failure, took, answer.text, answer.whole, answer.asked)

    def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            target = target_of(url, may_be_local=self.may_be_local)
        except Invalid:
            raise Failing("private-address") from None
        own = {"Host": target.authority, "User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        *others, last = self._addresses_of(target)
        for address in others:
            with suppress(Unreached):
                return self._post_to(self._pool(target, address), target, body, {**headers, **own})
        return self._post_to(self._pool(target, last), target, body, {**headers, **own})

    def _post_to(
        self, pool: Pool, target: Target, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        response: Any = None
        try:
            response = pool.urlopen(
                "POST",
                target.path,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
            return read(response)
        except SSLError as error:
            raise Failing("wrong-certificate") from error
        except NewConnectionError as error:
            raise Unreached("no-connection") from error
        except ConnectTimeoutError as error:
            raise Unreached("no-answer") from error
        except TooSlow as error:
            raise Failing("no-answer") from error
        except (HTTPError, OSError, ValueError) as error:
            raise Failing("no-connection") from error
        finally:
            if response is not None:
                let_go(response)

    def _addresses_of(self, target: Target) -> list[str]:
        """Those to try, in their order: IPv4 first, for that is what every network has.

        Raises:
            Failing: there is none, or one that may not be connected to.
        """
        try:
            addresses = self._resolve(target.host, target.port)
        except OSError as error:
            raise Failing("no-such-host") from error
        if not addresses:
            raise Failing("no-such-host")
        if not self.may_be_local and not all(map(is_public, addresses)):
            raise Failing("private-address")
        return sorted(addresses, key=lambda each: ":" in each)[:MOST_ADDRESSES]

    def _pool(self, target: Target, address: str) -> Pool:
        key = (target.scheme, target.host, target.port, address)
        pool = self._pools.pop(key, None) or pool_to(target, address)
        self._pools[key] = pool
        while len(self._pools) > MOST_CONNECTIONS:
            self._pools.popitem(last=False)[1].close()
        return pool


def pool_to(target: Target, address: str) -> Pool:
    """Connects to `address` alone; the certificate has to be that of the target's host."""
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=WHOLE_SECONDS)
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(address, target.port, timeout=timeout, maxsize=2)
    return urllib3.HTTPSConnectionPool(
        address,
        target.port,
        timeout=timeout,
        maxsize=2,
        server_hostname=target.host,
        assert_hostname=target.host,
        ssl_context=trusting(),
    )


def trusting() -> ssl.SSLContext:
    """Trusts whom the machine trusts: OpenSSL's own store, or what SSL_CERT_FILE names."""
    return ssl.create_default_context()


def read(response: Any) -> Answer:
    """What the beginning of an answer says; an endpoint that has much to say has failed."""
    whole = b""
    while len(whole) <= MOST_READ:
        more = response.read(MOST_READ + 1 - len(whole))
        if not more:
            break
        whole += more
    text = whole[: EXCERPT * 4].decode("utf-8", "replace")[:EXCERPT]
    return Answer(
        response.status,
        failure_of(response.status, len(whole)),
        0.0,
        text,
        whole[:MOST_READ],
        wait_asked(response.headers.get("Retry-After")),
    )


def failure_of(status: int, length: int) -> Failure | None:
    if 300 <= status < 400:
        return "redirected"
    if not 200 <= status < 300:
        return "refused"
    return "answer-too-long" if length > MOST_READ else None


def wait_asked(header: str | None) -> float | None:
    """Seconds of a Retry-After, which may be a moment too; None where it is neither."""
    if header is None:
        return None
    if header.isdigit():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def let_go(response: Any) -> None:
    """Keeps the connection for the next post where the answer was read to its end."""
    if not response.isclosed():
        response.close()
    response.release_conn()
