"""A system outside that is away, and one whose queue is too short, while very much happens."""

import pytest

from deploy.local.servers import Servers
from tests.outside import pass_events

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow, pytest.mark.long]


def test_a_system_outside_may_be_away_while_very_much_happens(servers: Servers):
    """Its short sister is in `tests/services/test_subscribers.py`."""
    pass_events(servers, 50_000)
