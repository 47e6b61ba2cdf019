"""A platform of its own that faults may strike, shared by all of these tests."""

import os
from collections.abc import Iterator

import pytest

from tests.conftest import HOMES
from tests.faults.loading import Loading
from tests.faults.platform import Platform
from tests.faults.stores import Stores, opened
from tests.homes import home


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    with home(HOMES / f"faults-{os.getpid()}") as folder, Platform(folder) as running:
        yield running


@pytest.fixture(scope="session")
def stores(platform: Platform) -> Iterator[Stores]:
    with opened(platform) as stores:
        yield stores


@pytest.fixture(scope="session")
def loading(platform: Platform, stores: Stores) -> Loading:
    return Loading(platform, stores)
