"""How much is new to whoever reads a page, which every page says at its top."""

import time
from collections import OrderedDict

from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.accounts.messages import Identity
from contracts.errors import Refusal
from contracts.notifications.messages.news import CountUnseen
from gateway.platform import Client

KNOWN_FOR = 10.0
"""Seconds for which it is not asked again, also where notifications does not answer."""
DEADLINE = 0.3
"""Seconds for which a page waits for it. Without it, the page says no number."""
MOST = 5_000
NOT_PAGES = ("/api/", "/static/", "/live/", "/healthz/")


class Unseen:
    """What was counted for the people who read pages here lately."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: OrderedDict[str, tuple[int | None, float]] = OrderedDict()

    async def of(self, identity: Identity) -> int | None:
        """How much is new to them; None where notifications does not say so in time."""
        count, until = self._known.get(identity.person, (None, 0.0))
        if until > time.monotonic():
            return count
        try:
            answer = await self._client.call(
                "notifications",
                "count_unseen",
                CountUnseen(),
                token=identity.token,
                deadline=DEADLINE,
            )
        except Refusal:
            return self.know(identity.person, None)
        return self.know(identity.person, int(answer["unseen"]))

    def know(self, person: str, count: int | None) -> int | None:
        self._known[person] = (count, time.monotonic() + KNOWN_FOR)
        self._known.move_to_end(person)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return count


class Told:
    """ASGI layer that sets `request.state.unseen` for a page that somebody signed in reads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        identity = reader(scope)
        if identity is not None:
            scope["state"]["unseen"] = await scope["app"].state.unseen.of(identity)
        await self.app(scope, receive, send)


def reader(scope: Scope) -> Identity | None:
    """Who reads a page, if anybody does who is told of things."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NOT_PAGES):
        return None
    identity: Identity | None = scope["state"].get("identity")
    return identity if identity is not None and identity.kind == "session" else None
