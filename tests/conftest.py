"""What all tests share: real servers and a real platform, started only for those that ask."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.homes import home, sweep

# How long an example takes says more about the machine than about the rule.
settings.register_profile("waymark", deadline=None)
settings.load_profile("waymark")

HOMES = Path(__file__).parents[1] / ".local" / "test"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_by_a_killed_run() -> None:
    sweep(HOMES)


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """RabbitMQ and MongoDB, with a database and a user for each service."""
    with home(HOMES / f"servers-{os.getpid()}") as folder, Servers(folder) as running:
        yield running


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The whole platform with one of each process, and the demo loaded."""
    with home(HOMES / f"stack-{os.getpid()}") as folder, Stack(folder) as running:
        running.load_demo()
        yield running
