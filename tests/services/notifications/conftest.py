"""Notifications with what it asks, on real servers; endpoints are real HTTP of the test's own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from contracts.barriers.messages import PublishTaxonomy
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, Asking, asking, serving
from tests.services.barriers.doing import new_code
from tests.services.notifications.endpoint import Endpoint

TAXONOMY = Path("content/barriers/taxonomy.yaml").read_text()


@pytest.fixture(scope="package")
def platform(servers: Servers) -> Iterator[Stack]:
    with serving(servers, {"accounts": 1, "barriers": 1, "notifications": 2}) as stack:
        yield stack


@pytest.fixture(scope="package")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), ADMINISTRATOR)
        yield ask


@pytest.fixture
def council() -> str:
    return new_code()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        yield endpoint
