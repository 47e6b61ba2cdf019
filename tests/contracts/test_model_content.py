"""What a model document must be, and how its mistakes are named."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.content.documents import ContentMistakes, Mistake
from contracts.content.model import check_model, load_model

MODEL = Path(__file__).parents[2] / "content" / "models" / "improvement-and-innovation.yaml"
SHIPPED = yaml.safe_load(MODEL.read_text(encoding="utf-8"))

CHARACTERISTICS = [
    "role-of-the-council",
    "leadership",
    "approach-to-change",
    "people-and-skills",
    "data-and-insight",
    "digital-and-technology",
    "income-and-spend",
    "commissioning-and-partnership",
]

Change = Callable[[dict[str, Any]], object]


def mistakes_after(change: Change) -> list[str]:
    document = deepcopy(SHIPPED)
    change(document)
    return [str(mistake) for mistake in check_model(document)]


def test_the_shipped_model_has_no_mistake() -> None:
    assert check_model(SHIPPED) == []


def test_the_shipped_model_has_the_eight_characteristics_in_order() -> None:
    assert [each["id"] for each in SHIPPED["characteristics"]] == CHARACTERISTICS


def test_a_loaded_model_keeps_the_shape_of_its_document() -> None:
    loaded = load_model(MODEL.read_text(encoding="utf-8"))

    assert loaded["characteristics"] == SHIPPED["characteristics"]
    assert loaded["levels"] == SHIPPED["levels"]


def test_white_space_around_a_text_is_not_part_of_it() -> None:
    document = deepcopy(SHIPPED)
    document["title"]["en"] = "  A model\n"

    assert load_model(yaml.safe_dump(document))["title"]["en"] == "A model"


def first(document: dict[str, Any]) -> Any:
    return document["characteristics"][0]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        pytest.param(
            lambda model: model["characteristics"][2]["levels"][1]["summary"].pop("cy"),
            "characteristics[2].levels[1].summary.cy: missing",
            id="Welsh that is missing",
        ),
        pytest.param(
            lambda model: first(model)["name"].update(cy=None),
            "characteristics[0].name.cy: missing",
            id="Welsh that has a key and no text",
        ),
        pytest.param(
            lambda model: model["title"].update(en="  "),
            "title.en: is empty",
            id="text of white space alone",
        ),
        pytest.param(
            lambda model: model["title"].update(cy=model["title"]["en"].upper()),
            "title.cy: repeats the English: translate it",
            id="Welsh that repeats the English",
        ),
        pytest.param(
            lambda model: first(model)["steps"][3]["unlocks"].update(en="a" * 501),
            "characteristics[0].steps[3].unlocks.en: is 501 characters long, may have 500",
            id="text that is too long",
        ),
        pytest.param(
            lambda model: model["title"].update(en="A bell \x07"),
            "title.en: has a control character in it",
            id="a control character",
        ),
        pytest.param(
            lambda model: model["title"].update(en=7),
            "title.en: is not text",
            id="a number for a text",
        ),
        pytest.param(
            lambda model: model.update(title="Model"),
            "title: is not a mapping",
            id="one text for two languages",
        ),
        pytest.param(
            lambda model: model["title"].update(fr="Modèle"),
            "title.fr: unknown field",
            id="a language that is not ours",
        ),
        pytest.param(
            lambda model: first(model).update(score=3),
            "characteristics[0].score: unknown field",
            id="an unknown field",
        ),
        pytest.param(
            lambda model: model.update(id="Improvement and innovation"),
            "id: is not lower-case words joined by hyphens, at most 80 characters",
            id="an id that is not kebab-case",
        ),
        pytest.param(
            lambda model: model["characteristics"][3].update(id="leadership"),
            "characteristics[3].id: is used by an earlier one too: leadership",
            id="a characteristic's id twice",
        ),
        pytest.param(
            lambda model: model["levels"][4].update(id="consistent"),
            "levels[4].id: is used by an earlier one too: consistent",
            id="a level's id twice",
        ),
        pytest.param(
            lambda model: model["levels"].pop(),
            "levels: needs 1, 2, 3, 4, 5, each once and in this order; has 1, 2, 3, 4",
            id="a level of the model that is missing",
        ),
        pytest.param(
            lambda model: first(model)["levels"].reverse(),
            "characteristics[0].levels: needs 1, 2, 3, 4, 5, each once and in this order; "
            "has 5, 4, 3, 2, 1",
            id="levels in another order",
        ),
        pytest.param(
            lambda model: first(model)["steps"][1].update(to=4),
            "characteristics[0].steps: needs 1-2, 2-3, 3-4, 4-5, each once and in this order; "
            "has 1-2, 2-4, 3-4, 4-5",
            id="a step over two levels",
        ),
        pytest.param(
            lambda model: first(model).update(steps=[]),
            "characteristics[0].steps: needs 1-2, 2-3, 3-4, 4-5, each once and in this order; "
            "has none",
            id="no steps",
        ),
        pytest.param(
            lambda model: first(model)["levels"][0].update(you_can_see=[]),
            "characteristics[0].levels[0].you_can_see: needs 2 or 3 statements",
            id="no observable statements",
        ),
        pytest.param(
            lambda model: model.update(characteristics=[]),
            "characteristics: needs 1 to 20 characteristics",
            id="no characteristics",
        ),
        pytest.param(
            lambda model: model.update(characteristics={}),
            "characteristics: is not a list",
            id="a mapping for a list",
        ),
    ],
)
def test_a_mistake_is_named_with_its_path(change: Change, mistake: str) -> None:
    assert mistakes_after(change) == [mistake]


@pytest.mark.parametrize("number", [0, 6, "1", 1.5, True])
def test_a_level_is_a_number_from_one_to_five(number: object) -> None:
    def renumber(model: dict[str, Any]) -> None:
        model["levels"][0]["level"] = number

    assert "levels[0].level: is not a level: 1 to 5" in mistakes_after(renumber)


def test_all_mistakes_are_named_at_once() -> None:
    def spoil(model: dict[str, Any]) -> None:
        del model["introduction"]
        del first(model)["question"]["cy"]
        first(model)["levels"].pop()
        model["characteristics"][1]["id"] = CHARACTERISTICS[0]

    assert {mistake.partition(":")[0] for mistake in mistakes_after(spoil)} == {
        "introduction",
        "characteristics[0].question.cy",
        "characteristics[0].levels",
        "characteristics[1].id",
    }


@pytest.mark.parametrize("document", [None, [], "model", 3])
def test_a_document_that_is_no_mapping_is_one_mistake(document: object) -> None:
    assert check_model(document) == [Mistake("", "is not a mapping")]


def test_loading_a_model_with_mistakes_raises_them_all() -> None:
    with pytest.raises(ContentMistakes) as raised:
        load_model("id: model\ntitle: {en: A, cy: B}\n")

    assert [mistake.path for mistake in raised.value.mistakes] == [
        "introduction",
        "levels",
        "characteristics",
    ]
