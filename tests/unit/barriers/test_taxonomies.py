from pathlib import Path
from typing import Any

import pytest

from contracts.barriers.events import TaxonomyPublished
from contracts.barriers.words import Facets
from contracts.errors import Invalid
from services.barriers import schemas
from services.barriers.domain import taxonomies
from tests.unit.barriers.examples import AT, LATER

FILE = Path(__file__).parents[3] / "content" / "barriers" / "taxonomy.yaml"
KNOWN = {"kinds": frozenset({"legal"}), "bodies": frozenset({"dwp"})}


def content(*kinds: str, bodies: tuple[str, ...] = ("dwp",)) -> dict[str, Any]:
    return {
        "kinds": [{"id": kind} for kind in kinds or ("legal",)],
        "bodies": [{"id": body} for body in bodies],
    }


def mistakes(facets: Facets) -> dict[str, Any]:
    with pytest.raises(Invalid) as refused:
        taxonomies.check_facets(facets, **KNOWN)
    return refused.value.details


def test_the_first_taxonomy_is_edition_one() -> None:
    outcome = taxonomies.publish(None, content(), AT)

    assert outcome.events == (TaxonomyPublished("barriers", 1, AT),)


def test_the_same_words_again_change_nothing() -> None:
    present = taxonomies.publish(None, content(), AT).state

    assert taxonomies.publish(present, content(), LATER).events == ()


def test_new_words_make_the_next_edition() -> None:
    present = taxonomies.publish(None, content(), AT).state
    outcome = taxonomies.publish(present, content("legal", "funding"), LATER)

    assert (outcome.state.edition, outcome.state.published) == (2, LATER)


def test_a_kind_or_body_once_published_stays() -> None:
    present = taxonomies.publish(None, content("legal", "funding"), AT).state
    with pytest.raises(Invalid) as refused:
        taxonomies.publish(present, content("legal", bodies=()), LATER)
    assert set(refused.value.details) == {"kinds", "bodies"}


def test_what_the_taxonomy_has_is_accepted() -> None:
    facets = Facets("legal", body="dwp", characteristic="anything", from_level=4)
    taxonomies.check_facets(facets, **KNOWN)


def test_each_wrong_choice_is_named() -> None:
    assert set(mistakes(Facets("luck", body="nobody"))) == {"kind", "body"}


def test_a_level_goes_with_a_characteristic() -> None:
    assert set(mistakes(Facets("legal", from_level=2))) == {"from_level"}


def test_no_step_starts_from_the_highest_level() -> None:
    assert set(mistakes(Facets("legal", characteristic="data", from_level=5))) == {"from_level"}


def test_the_products_own_taxonomy_can_be_published() -> None:
    assert len(schemas.content(FILE.read_text())["kinds"]) == 12


def test_a_broken_taxonomy_is_refused_with_the_place_of_each_mistake() -> None:
    broken = FILE.read_text().replace("id: legal\n", "id: Legal One\n", 1)
    with pytest.raises(Invalid) as refused:
        schemas.content(broken)
    assert "kinds[0].id" in refused.value.details
