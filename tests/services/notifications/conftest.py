"""Notifications in two processes, with those that they hear and ask beside them, on real servers;
endpoints of webhooks are real HTTP of the test's own."""

import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from contracts.barriers.messages import PublishTaxonomy
from deploy.local.processes import Command
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.faults.marks import Marks
from tests.homes import home
from tests.services.asking import ADMINISTRATOR, Asking, asking
from tests.services.barriers.doing import new_code
from tests.services.notifications.endpoint import Endpoint

TAXONOMY = Path("content/barriers/taxonomy.yaml").read_text()


FACTOR = 20_000
"""So two days pass in nine seconds."""


class Hastening(Stack):
    """Its notifications try webhooks again by a fast clock, and die where `marks` say."""

    @property
    def marks(self) -> Marks:
        return Marks(self.home / "marks")

    def command(self, service: str, number: int) -> Command:
        usual = super().command(service, number)
        if service != "notifications":
            return usual
        program = (sys.executable, "-m", "tests.services.notifications.hastened")
        return replace(usual, arguments=(*program, str(FACTOR), str(self.marks.folder)))


@pytest.fixture(scope="package")
def platform(servers: Servers) -> Iterator[Hastening]:
    given = {"AMQP_URL": servers.amqp_url, "MONGODB_URL": servers.mongodb_root_url}
    beside = dict.fromkeys(("accounts", "assessment", "barriers"), 1)
    instances = {**beside, "notifications": 2}
    folder = servers.home.parent / f"{servers.home.name}-notifications"
    with home(folder), Hastening(folder, instances=instances, given=given) as stack:
        yield stack


@pytest.fixture(scope="package")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), ADMINISTRATOR)
        yield ask


@pytest.fixture(scope="package")
def kept(platform: Stack) -> Iterator[Any]:
    """What notifications keeps."""
    with MongoClient(platform.mongodb_url("notifications"), tz_aware=True) as client:
        yield client.get_default_database()


@pytest.fixture
def council() -> str:
    return new_code()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        yield endpoint
