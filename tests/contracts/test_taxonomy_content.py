"""What the taxonomy of barriers must be, and what the shipped one has."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.content.documents import ContentMistakes
from contracts.content.taxonomy import check_taxonomy, load_taxonomy

FILE = Path(__file__).parents[2] / "content" / "barriers" / "taxonomy.yaml"
TEXT = FILE.read_text(encoding="utf-8")
SHIPPED = yaml.safe_load(TEXT)


def mistakes_after(change: Callable[[dict[str, Any]], object]) -> list[str]:
    document = deepcopy(SHIPPED)
    change(document)
    return [str(mistake) for mistake in check_taxonomy(document)]


def ids(part: str) -> list[str]:
    return [each["id"] for each in SHIPPED[part]]


def test_the_shipped_taxonomy_has_no_mistake() -> None:
    assert check_taxonomy(SHIPPED) == []


def test_a_loaded_taxonomy_keeps_the_shape_of_its_document() -> None:
    assert load_taxonomy(TEXT) == SHIPPED


def test_there_are_twelve_kinds_of_barrier() -> None:
    assert len(ids("kinds")) == 12


def test_every_hint_gives_an_example_in_both_languages() -> None:
    for kind in SHIPPED["kinds"]:
        assert "such as" in kind["hint"]["en"]
        assert ", fel " in kind["hint"]["cy"]


def test_an_officer_can_be_unsure_who_holds_the_power_or_name_their_own_council() -> None:
    assert {"not-sure", "own-council", "another-council"} <= set(ids("bodies"))


@pytest.mark.parametrize("nation", ["England", "Wales", "Scotland", "Northern Ireland"])
def test_every_nation_has_a_body_of_its_own(nation: str) -> None:
    assert [body["id"] for body in SHIPPED["bodies"] if body.get("nations") == [nation]]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (lambda it: it.pop("bodies"), "bodies: missing"),
        (lambda it: it.update(kinds=[]), "kinds: is empty"),
        (lambda it: it.update(moods=[]), "moods: unknown field"),
        (lambda it: it["kinds"][0].pop("hint"), "kinds[0].hint: missing"),
        (lambda it: it["kinds"][2]["name"].pop("cy"), "kinds[2].name.cy: missing"),
        (
            lambda it: it["effects"][0]["name"].update(cy="Stops it"),
            "effects[0].name.cy: repeats the English: translate it",
        ),
        (
            lambda it: it["kinds"][1].update(id="legal"),
            "kinds[1].id: is used by an earlier one too: legal",
        ),
        (
            lambda it: it["bodies"][0].update(id="The Ministry"),
            "bodies[0].id: is not lower-case words joined by hyphens, at most 80 characters",
        ),
        (
            lambda it: it["bodies"][0].update(nations=["France"]),
            "bodies[0].nations[0]: is not one of: England, Wales, Scotland, Northern Ireland",
        ),
        (lambda it: it["stages"].pop(), "stages: lacks: sustaining"),
        (
            lambda it: it["natures"].append(
                {"id": "wish", "name": {"en": "Wish", "cy": "Dymuniad"}}
            ),
            "natures: has one that messages don't know: wish",
        ),
    ],
)
def test_a_mistake_is_named_with_its_path(
    change: Callable[[dict[str, Any]], object], mistake: str
) -> None:
    assert mistakes_after(change) == [mistake]


@pytest.mark.parametrize("text", ["", "- kinds", "kinds: []\nkinds: []"])
def test_what_is_no_taxonomy_is_refused(text: str) -> None:
    with pytest.raises(ContentMistakes):
        load_taxonomy(text)
