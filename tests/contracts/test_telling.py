"""Every event is told by the service that it belongs to."""

import re
from pathlib import Path

import pytest

from contracts.events import REGISTRY, Event
from contracts.topology import SERVICES

PROJECT = Path(__file__).parents[2]
OURS = sorted((cls for cls in REGISTRY.values() if cls.SERVICE in SERVICES), key=str)


@pytest.mark.parametrize("cls", OURS, ids=lambda cls: cls.routing_key())
def test_an_event_that_readers_wait_for_still_happens(cls: type[Event]) -> None:
    modules = (PROJECT / "services" / cls.SERVICE).rglob("*.py")
    told = re.compile(rf"\b{cls.__name__}\(")
    assert any(told.search(module.read_text()) for module in modules), (
        f"{cls.type_name()} is published no more: leave it, for readers wait for it"
    )
