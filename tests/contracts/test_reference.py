"""The references of events, of the topology and of the taxonomy are made of what they are about."""

from pathlib import Path

from contracts import reference, taxonomy_reference, topology_reference
from contracts.barriers import life_reference
from contracts.barriers.life import TRANSITIONS
from contracts.events import REGISTRY
from contracts.topology import SERVICES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "events.md"
TOPOLOGY = PAGE.with_name("topology.md")
TAXONOMY = PAGE.with_name("taxonomy-of-barriers.md")
LIFE = PAGE.with_name("life-of-a-barrier.md")


def test_the_page_says_what_the_events_are_today() -> None:
    assert PAGE.read_text() == reference.page(), "run: python -m contracts.reference > docs/…"


def test_every_event_has_an_entry() -> None:
    page = reference.page()
    ours = [cls.type_name() for cls in REGISTRY.values() if cls.SERVICE in SERVICES]
    assert [name for name in ours if f"`{name}`" not in page] == []


def test_the_page_of_the_topology_says_what_it_is_today() -> None:
    assert TOPOLOGY.read_text() == topology_reference.page(), (
        "run: python -m contracts.topology_reference > docs/…"
    )


def test_the_page_of_the_taxonomy_says_what_its_content_is_today() -> None:
    assert TAXONOMY.read_text() == taxonomy_reference.page(), (
        "run: python -m contracts.taxonomy_reference > docs/…"
    )


def test_the_page_of_a_barriers_life_says_what_it_is_today() -> None:
    assert LIFE.read_text() == life_reference.page(), (
        "run: python -m contracts.barriers.life_reference > docs/…"
    )


def test_the_drawing_of_a_barriers_life_has_every_transition() -> None:
    drawing = life_reference.drawing()
    assert [each.name for each in TRANSITIONS if each.name not in drawing] == []
