"""A barrier's page asks all that it needs at once, and stands without what does not answer."""

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from contracts.barriers import messages
from contracts.barriers.words import Facets
from contracts.errors import DeadlineExceeded, Unavailable
from gateway.app import create_app
from services.barriers.service import BarriersService
from tests.unit.gateway import example_answers
from tests.unit.gateway.example_answers import example

CONTENT = Path(__file__).parents[4] / "content"
NUMBER = "WB-7K3Q-9FD"
PAGE = f"/barriers/{NUMBER}"
BARRIER = {
    **example(messages.Barrier),
    "number": NUMBER,
    "title": "A notice must be printed",
    "story": "Hardly anybody reads it.",
    "facets": {**example(Facets), "kind": "legal", "characteristic": "leadership", "from_level": 2},
    "stage": "with-body",
    "named_supporters": ["DUR"],
}
WITHOUT_IT = ("accounts.resolve_key", "barriers.barrier")
"""Who asks is known before anything is asked, and without the barrier there is no page."""

STOOD_IN_FOR = ("accounts.all_bodies",)
"""The taxonomy has names of bodies too, so nothing is missing without the register of them."""


class Rounds:
    """Holds every call until no other one comes beside it, so that rounds can be told apart."""

    TURNS = 200

    def __init__(self, services: Any) -> None:
        self.services = services
        self.rounds: list[list[str]] = []
        self._open: asyncio.Future[None] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.services, name)

    async def call(self, service: str, method: str, message: Any, **sent: Any) -> Any:
        if method != "resolve_key":
            await self._in_a_round(f"{service}.{method}")
        return await self.services.call(service, method, message, **sent)

    async def _in_a_round(self, name: str) -> None:
        if self._open is None:
            self._open = asyncio.ensure_future(self._closing())
            self.rounds.append([])
        self.rounds[-1].append(name)
        await asyncio.shield(self._open)

    async def _closing(self) -> None:
        for _ in range(self.TURNS):
            await asyncio.sleep(0)
        self._open = None


@cache
def content(path: str) -> Any:
    return yaml.safe_load((CONTENT / path).read_text())


@pytest.fixture(autouse=True)
def _answers(services: Any) -> None:
    model = content("models/improvement-and-innovation.yaml")
    services.answers |= {
        **dict(example_answers.of(BarriersService)),
        "assessment.model": {"version": 1, "content": model},
        "barriers.taxonomy": {"version": 1, "content": content("barriers/taxonomy.yaml")},
        "barriers.barrier": BARRIER,
        "accounts.all_bodies": {"bodies": []},
        "accounts.all_councils": {"councils": [{"code": "DUR", "name": "Durham"}]},
    }


def visited(settings: Any, services: Any, path: str, key: dict[str, str]) -> list[list[str]]:
    """The rounds in which a gateway that remembers nothing asks for a page."""
    rounds = Rounds(services)
    with TestClient(create_app(settings, rounds), base_url="https://testserver") as client:
        assert client.get(path, headers=key).status_code == 200
    return rounds.rounds


CALLERS = ("officer", "lead", "analyst", "administrator", "responder")


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("path", [PAGE, "/barriers", "/barriers?kind=legal&order=most-supported"])
def test_a_page_asks_in_one_round(settings, services, key, caller: str, path: str) -> None:
    rounds = visited(settings, services, path, key(caller))
    assert len(rounds) == 1, rounds
    assert len(rounds[0]) == len({*rounds[0]}), "it asks twice for the same"


def test_rounds_that_follow_each_other_are_told_apart(settings, services, key) -> None:
    """The report asks for the taxonomy, then for the register: it is the measure's own check."""
    rounds = visited(settings, services, "/barriers/report", key("lead"))
    assert len(rounds) > 1


def parts(services: Any) -> list[str]:
    names = dict.fromkeys(each.method for each in services.asked)
    return [name for name in names if name not in WITHOUT_IT]


@pytest.mark.parametrize("away", [Unavailable(), DeadlineExceeded()], ids=["away", "too late"])
def test_whatever_part_is_away_the_rest_of_the_page_is_there(
    settings, client, services, key, away: Exception
) -> None:
    assert client.get(PAGE, headers=key("officer")).status_code == 200
    for part in parts(services):
        answers = {**services.answers}
        services.answers[part] = away
        with TestClient(create_app(settings, services), base_url="https://testserver") as anew:
            page = anew.get(PAGE, headers=key("officer"))
        services.answers = answers
        assert page.status_code == 200, part
        assert BARRIER["story"] in page.text
        assert part in STOOD_IN_FOR or "away for the moment" in page.text, (
            f"nothing says that {part} is away"
        )


def test_without_the_barrier_there_is_no_page(client, services, key) -> None:
    services.answers["barriers.barrier"] = Unavailable()
    assert client.get(PAGE, headers=key("officer")).status_code == 503
