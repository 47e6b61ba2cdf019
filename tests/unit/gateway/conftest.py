"""A gateway whose services are played at the RPC edge; everything before that edge is real."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from contracts.errors import NotFound, NotSignedIn
from gateway.app import create_app
from gateway.settings import Settings

Answer = dict[str, Any] | Exception | Callable[[Any], dict[str, Any] | None] | None


NOTHING_YET: dict[str, Answer] = {
    "accounts.all_bodies": {"bodies": []},
    "barriers.releases": {"releases": [], "sums": [], "councils": 0},
    "barriers.files": {"files": [], "may_see": True, "may_add": False},
    "barriers.history": {"happenings": [], "next": None},
    "barriers.moderation": {"redactions": [], "flags": []},
    "barriers.notes": {"notes": []},
    "barriers.voices": {"voices": [], "said": 0, "sums": [], "own": None, "watching": False},
    "barriers.together": {
        "barrier": "01890000-0000-7000-8000-000000000000",
        "open": True,
        "group_open": True,
        "workarounds": [],
        "more_workarounds": False,
        "groups": [],
        "questions": [],
        "more_questions": False,
        "graph": {"barriers": [], "links": []},
    },
}
"""What belongs to a barrier's page, of a barrier to which nothing has happened."""


@dataclass
class Asked:
    """One call that reached the RPC edge."""

    method: str
    message: Any
    token: str | None
    idempotency_key: str | None
    correlation_id: str | None


@dataclass
class Services:
    """Plays all services: `answers` by ``service.method``, `secrets` by session or key."""

    answers: dict[str, Answer] = field(default_factory=lambda: dict(NOTHING_YET))
    secrets: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    accounts_away: Exception | None = None
    connected: bool = True

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def call(self, service: str, method: str, message: Any, **sent: Any) -> Any:
        name = f"{service}.{method}"
        self.asked.append(
            Asked(
                name,
                message,
                sent.get("token"),
                sent.get("idempotency_key"),
                sent.get("correlation_id"),
            )
        )
        if method in ("resolve_session", "resolve_key"):
            return self._resolve(message.secret)
        answer = self.answers.get(name, NotFound())
        if isinstance(answer, Exception):
            raise answer
        return answer(message) if callable(answer) else answer

    def know(self, secret: str, organisation: str, role: str, **more: Any) -> None:
        """Makes `secret` a valid session or key."""
        self.secrets[secret] = {
            "token": f"token of {secret}",
            "token_expires": (datetime.now(UTC) + timedelta(minutes=2)).isoformat(),
            "credential": f"id-of-{secret}",
            "person": f"person-of-{secret}",
            "organisation": organisation,
            "role": role,
            "name": "Grace Hartley",
            "kind": "key",
            **more,
        }

    def times(self, method: str) -> int:
        return sum(asked.method == method for asked in self.asked)

    def last(self) -> Asked:
        return self.asked[-1]

    def _resolve(self, secret: str) -> dict[str, Any]:
        if self.accounts_away:
            raise self.accounts_away
        if secret not in self.secrets:
            raise NotSignedIn
        return self.secrets[secret]


@pytest.fixture
def services() -> Services:
    known = Services()
    known.know("officer", "DUR", "officer")
    known.know("lead", "DUR", "lead")
    known.know("neighbour", "LBH", "officer")
    known.know("analyst", "sector-body", "analyst")
    known.know("responder", "dwp", "responder")
    known.know("administrator", "sector-body", "administrator")
    return known


@pytest.fixture
def settings() -> Settings:
    return Settings("amqp://nowhere", public_url="https://testserver", log_level="WARNING")


@pytest.fixture
def app(services: Services, settings: Settings) -> Starlette:
    return create_app(settings, services)


@pytest.fixture
def client(app: Starlette) -> Iterator[TestClient]:
    with TestClient(
        app, base_url="https://testserver", raise_server_exceptions=False, follow_redirects=False
    ) as browser:
        yield browser


@pytest.fixture
def key() -> Callable[[str], dict[str, str]]:
    """The headers of a caller by the name of its key."""
    return lambda name: {"authorization": f"Bearer {name}"}
