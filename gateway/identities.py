"""Who makes a request: asked of accounts once, then known for at most a minute."""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.accounts.messages import Identity, ResolveKey, ResolveSession
from contracts.errors import DeadlineExceeded, NotAllowed, NotFound, NotSignedIn, Unavailable
from contracts.messages import load
from gateway.platform import Client
from gateway.sessions import COOKIE

WITHOUT_SESSION = ("/api/v1/sessions", "/api/v1/sessions/current")
"""Where an ended session is no reason to refuse: it is to be replaced, or ended."""
WITH_A_TOKEN_OF_THEIR_OWN = ("/api/v1/mail/receipts",)
"""What they carry is no key of ours: whoever is asked looks at it."""
KNOWN_FOR = 60.0
BEFORE_EXPIRY = 10.0
"""Seconds before its end at which a token is asked for anew."""
MOST = 20_000
DEADLINE = 2.5
"""Seconds that accounts gets to say who asks; the rest of a request's time is for what is asked."""


class InvalidKey(NotSignedIn):
    code = "invalid-key"
    message = "The API key is not valid."


class SessionEnded(NotSignedIn):
    code = "session-ended"
    message = "The session has ended. Sign in again."


@dataclass(frozen=True)
class Credential:
    kind: Literal["session", "key"]
    secret: str

    @property
    def digest(self) -> bytes:
        return hashlib.blake2b(f"{self.kind}:{self.secret}".encode(), digest_size=16).digest()


@dataclass(frozen=True)
class Known:
    """Times are POSIX seconds: `fresh` until it is asked again, `usable` while accounts is away."""

    identity: Identity
    fresh: float
    usable: float


class Identities:
    """The identities behind credentials, the latest used ones kept in memory."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: OrderedDict[bytes, Known] = OrderedDict()
        self._asking: dict[bytes, asyncio.Task[Identity | None]] = {}
        self._generation = 0

    def peek(self, credential: Credential) -> Identity | None:
        """The identity where it is known and fresh, without asking."""
        known = self._known.get(credential.digest)
        return known.identity if known and known.fresh > _now() else None

    async def of(
        self, credential: Credential, correlation_id: str | None = None
    ) -> Identity | None:
        """The identity, or None where the credential is not valid (any more).

        Raises:
            Unavailable, DeadlineExceeded: accounts can't be asked, and its last answer is too old.
            NotAllowed: the credential is right, but nobody acts for its council any more.
        """
        digest = credential.digest
        known = self._known.get(digest)
        if known and known.fresh > _now():
            self._known.move_to_end(digest)
            return known.identity
        try:
            return await self._ask_once(digest, credential, correlation_id)
        except (Unavailable, DeadlineExceeded):
            if known and known.usable > _now() and digest in self._known:
                return known.identity
            raise

    def forget(
        self,
        *,
        credential: str | None = None,
        person: str | None = None,
        organisation: str | None = None,
    ) -> None:
        """Drops what is known of a session or key by its public id, or of all of a person's, or of
        all of an organisation's."""
        self._generation += 1
        self._known = OrderedDict(
            (digest, known)
            for digest, known in self._known.items()
            if known.identity.credential != credential
            and known.identity.person != person
            and known.identity.organisation != organisation
        )

    def forget_all(self) -> None:
        self._generation += 1
        self._known.clear()

    async def _ask_once(
        self, digest: bytes, credential: Credential, correlation_id: str | None
    ) -> Identity | None:
        asking = self._asking.get(digest)
        if asking is None:
            asking = asyncio.ensure_future(self._ask(digest, credential, correlation_id))
            self._asking[digest] = asking
            asking.add_done_callback(lambda _: self._asking.pop(digest, None))
        return await asyncio.shield(asking)

    async def _ask(
        self, digest: bytes, credential: Credential, correlation_id: str | None
    ) -> Identity | None:
        generation = self._generation
        method, message = _question(credential)
        try:
            answer = await self._client.call(
                "accounts", method, message, correlation_id=correlation_id, deadline=DEADLINE
            )
        except (NotSignedIn, NotFound):
            self._known.pop(digest, None)
            return None
        except NotAllowed:
            self._known.pop(digest, None)
            raise
        identity = load(Identity, answer)
        # What ended while accounts was answering must not be kept.
        if generation == self._generation:
            self._keep(digest, identity)
        return identity

    def _keep(self, digest: bytes, identity: Identity) -> None:
        usable = identity.token_expires.timestamp() - BEFORE_EXPIRY
        if identity.expires is not None:
            usable = min(usable, identity.expires.timestamp())
        self._known[digest] = Known(identity, min(usable, _now() + KNOWN_FOR), usable)
        if len(self._known) > MOST:
            self._known.popitem(last=False)


class Identified:
    """ASGI layer that sets `request.state.identity`: an Identity, or None for nobody.

    Where accounts can't be asked, it is None and `request.state.identity_unknown` is the refusal;
    whatever needs to know who asks raises that one then. Where they may act no more, a page goes on
    as if signed out, and what is for somebody raises `request.state.identity_refused`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._identify(scope)
        await self.app(scope, receive, send)

    async def _identify(self, scope: Scope) -> None:
        state: dict[str, Any] = scope.setdefault("state", {})
        state["identity"] = None
        credential = credential_of(scope)
        if credential is None:
            return
        try:
            state["identity"] = await scope["app"].state.identities.of(
                credential, state.get("correlation_id")
            )
        except (Unavailable, DeadlineExceeded) as away:
            state["identity_unknown"] = away
            return
        except NotAllowed as refusal:
            if _told_at_once(scope, credential):
                raise
            state["identity_refused"] = refusal
            return
        if state["identity"] is None:
            _refuse_or_sign_out(scope, credential)


def credential_of(scope: Scope) -> Credential | None:
    """The key or session that the request carries.

    Raises:
        InvalidKey: there is an Authorization header of another kind.
    """
    if scope["path"] in WITH_A_TOKEN_OF_THEIR_OWN:
        return None
    headers = Headers(scope=scope)
    authorization = headers.get("authorization")
    if authorization is not None:
        scheme, _, secret = authorization.partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(secret.strip()) <= 500:
            raise InvalidKey
        return Credential("key", secret.strip())
    if COOKIE not in headers.get("cookie", ""):
        return None
    secret = HTTPConnection(scope).cookies.get(COOKIE, "")
    return Credential("session", secret) if 0 < len(secret) <= 500 else None


def _refuse_or_sign_out(scope: Scope, credential: Credential) -> None:
    """A page goes on as if signed out; the API says that the credential is no good."""
    if _told_at_once(scope, credential):
        raise InvalidKey if credential.kind == "key" else SessionEnded


def _told_at_once(scope: Scope, credential: Credential) -> bool:
    path: str = scope["path"]
    return credential.kind == "key" or (path.startswith("/api/") and path not in WITHOUT_SESSION)


def _question(credential: Credential) -> tuple[str, ResolveKey | ResolveSession]:
    if credential.kind == "key":
        return "resolve_key", ResolveKey(credential.secret)
    return "resolve_session", ResolveSession(credential.secret)


def _now() -> float:
    return datetime.now(UTC).timestamp()
