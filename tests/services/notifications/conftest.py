"""Notifications in two processes, with those that they hear and ask beside them, on real servers;
endpoints of webhooks are real HTTP of the test's own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from contracts.barriers.messages import PublishTaxonomy
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, Asking, asking, serving
from tests.services.barriers.doing import new_code
from tests.services.notifications.endpoint import Endpoint

TAXONOMY = Path("content/barriers/taxonomy.yaml").read_text()


@pytest.fixture(scope="package")
def platform(servers: Servers) -> Iterator[Stack]:
    beside = dict.fromkeys(("accounts", "assessment", "barriers"), 1)
    with serving(servers, {**beside, "notifications": 2}) as stack:
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
