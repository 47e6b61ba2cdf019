"""A store of one test's own, and the trial service in processes of its own."""

from collections.abc import Iterator

import pytest

from contracts import topology
from deploy.local.servers import Servers
from tests.trial import contract
from tests.trial.running import Store, Trial, fresh_store


@pytest.fixture
def store(servers: Servers) -> Iterator[Store]:
    """The collections of a service in a database that nobody else has."""
    with fresh_store(servers) as store:
        yield store


@pytest.fixture
def another_store(servers: Servers) -> Iterator[Store]:
    with fresh_store(servers) as store:
        yield store


@pytest.fixture
def trial_topology() -> Iterator[None]:
    """Makes the trial service one of the platform's, for code that runs in this process."""
    contract.admit()
    yield
    contract.withdraw()
    assert "trial" not in topology.SERVICES


@pytest.fixture(scope="module")
def trial(servers: Servers) -> Iterator[Trial]:
    """One process of the trial service for the tests of a file."""
    with Trial(servers) as trial:
        trial.start()
        yield trial
