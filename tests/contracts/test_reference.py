"""The reference of events is made of the events themselves."""

from pathlib import Path

from contracts import reference
from contracts.events import REGISTRY
from contracts.topology import SERVICES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "events.md"


def test_the_page_says_what_the_events_are_today() -> None:
    assert PAGE.read_text() == reference.page(), "run: python -m contracts.reference > docs/…"


def test_every_event_has_an_entry() -> None:
    page = reference.page()
    ours = [cls.type_name() for cls in REGISTRY.values() if cls.SERVICE in SERVICES]
    assert [name for name in ours if f"`{name}`" not in page] == []
