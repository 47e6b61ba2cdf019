"""A platform of its own, with two instances of most services, that faults may strike."""

import os
from collections.abc import Iterator

import pytest

from deploy.local.stack import Stack
from tests.conftest import HOMES
from tests.faults.loading import Loading
from tests.faults.stores import Stores, opened
from tests.homes import home

INSTANCES = {"accounts": 1, "assessment": 2, "matching": 2, "barriers": 2, "reporting": 2}


@pytest.fixture(scope="session")
def platform() -> Iterator[Stack]:
    """Its servers are its own in any case: they are killed too."""
    with (
        home(HOMES / f"faults-{os.getpid()}") as folder,
        Stack(folder, instances=INSTANCES, given={}) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def stores(platform: Stack) -> Iterator[Stores]:
    with opened(platform) as stores:
        yield stores


@pytest.fixture(scope="session")
def loading(platform: Stack, stores: Stores) -> Loading:
    return Loading(platform, stores)
