"""One barriers service for all tests of this folder: in two processes, on real servers."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from contracts.barriers.messages import PublishTaxonomy
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, Asking, asking, serving
from tests.services.barriers.doing import new_code

TAXONOMY = Path("content/barriers/taxonomy.yaml").read_text()


@pytest.fixture(scope="package")
def platform(servers: Servers) -> Iterator[Stack]:
    with serving(servers, {"barriers": 2}) as stack:
        yield stack


@pytest.fixture(scope="package")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), ADMINISTRATOR)
        yield ask


@pytest.fixture
def council() -> str:
    return new_code()
