"""What a resources document must be, and that the shipped ones cover every step."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.content.documents import ContentMistakes, load_yaml
from contracts.content.resources import check_resources, load_resources

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted((CONTENT / "resources").glob("*.yaml"))
SHIPPED = {file.stem: load_resources(file.read_text(encoding="utf-8")) for file in FILES}
EVERYTHING = [resource for resources in SHIPPED.values() for resource in resources]
MODEL = yaml.safe_load((CONTENT / "models" / "improvement-and-innovation.yaml").read_text("utf-8"))
CHARACTERISTICS = [each["id"] for each in MODEL["characteristics"]]

REAL = """
- id: service-manual
  title: {en: Service Manual, cy: Service Manual}
  summary: {en: How to run a service., cy: Sut i redeg gwasanaeth.}
  kind: guide
  publisher: Government Digital Service
  url: https://www.gov.uk/service-manual
  illustrative: false
  languages: [en]
  nations: [England, Wales]
  time: {en: 1 hour, cy: Awr}
  steps: [{characteristic: leadership, from: 1}]
"""


def mistakes_after(change: Callable[[dict[str, Any]], object]) -> list[str]:
    document: Any = load_yaml(REAL)
    change(document[0])
    return [str(mistake) for mistake in check_resources(document)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_shipped_resources_have_no_mistake(file: Path) -> None:
    assert check_resources(load_yaml(file.read_text(encoding="utf-8"))) == []


def test_there_is_a_file_of_resources_for_every_characteristic_of_the_model() -> None:
    assert sorted(SHIPPED) == sorted(CHARACTERISTICS)


@pytest.mark.parametrize("characteristic", CHARACTERISTICS)
def test_a_characteristic_has_at_least_five_resources_of_its_own(characteristic: str) -> None:
    own = [
        resource
        for resource in SHIPPED[characteristic]
        if any(step["characteristic"] == characteristic for step in resource["steps"])
    ]

    assert len(own) >= 5


@pytest.mark.parametrize("characteristic", CHARACTERISTICS)
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_every_step_of_every_characteristic_has_a_resource(characteristic: str, level: int) -> None:
    step = {"characteristic": characteristic, "from": level}

    assert [resource["id"] for resource in EVERYTHING if step in resource["steps"]]


@pytest.mark.parametrize("nation", ["England", "Wales", "Scotland", "Northern Ireland"])
@pytest.mark.parametrize("characteristic", CHARACTERISTICS)
def test_every_nation_has_three_resources_for_a_characteristic(
    characteristic: str, nation: str
) -> None:
    found = [
        resource
        for resource in EVERYTHING
        if nation in resource["nations"]
        and any(step["characteristic"] == characteristic for step in resource["steps"])
    ]

    assert len(found) >= 3


def test_resources_help_with_characteristics_of_the_model_only() -> None:
    named = {step["characteristic"] for resource in EVERYTHING for step in resource["steps"]}

    assert named <= set(CHARACTERISTICS)


def test_no_id_is_in_two_files() -> None:
    ids = Counter(resource["id"] for resource in EVERYTHING)

    assert [id_ for id_, times in ids.items() if times > 1] == []


def test_most_resources_are_real() -> None:
    assert sum(not resource["illustrative"] for resource in EVERYTHING) > len(EVERYTHING) / 2


def test_a_loaded_resource_keeps_the_shape_of_its_document() -> None:
    assert load_resources(REAL) == yaml.safe_load(REAL)


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (lambda each: each.pop("summary"), "[0].summary: missing"),
        (lambda each: each["summary"].pop("cy"), "[0].summary.cy: missing"),
        (lambda each: each["time"].update(cy=" "), "[0].time.cy: is empty"),
        (
            lambda each: each["summary"].update(cy="How to run a service."),
            "[0].summary.cy: repeats the English: translate it",
        ),
        (lambda each: each.update(stars=5), "[0].stars: unknown field"),
        (
            lambda each: each.update(id="Service Manual"),
            "[0].id: is not lower-case words joined by hyphens, at most 80 characters",
        ),
        (lambda each: each.update(illustrative="yes"), "[0].illustrative: is not true or false"),
        (
            lambda each: each.update(illustrative=True),
            "[0].url: an illustrative resource has no address",
        ),
        (lambda each: each.pop("url"), "[0].url: missing"),
        (
            lambda each: each.update(url="http://www.gov.uk/service-manual"),
            "[0].url: is not an address that starts with https://",
        ),
        (lambda each: each.update(languages=[]), "[0].languages: is empty"),
        (lambda each: each.update(languages=["fr"]), "[0].languages[0]: is not one of: en, cy"),
        (lambda each: each.update(nations=["Wales", "Wales"]), "[0].nations: says twice: Wales"),
        (lambda each: each.update(steps=[]), "[0].steps: is empty"),
        (
            lambda each: each["steps"][0].update({"from": 5}),
            "[0].steps[0].from: is not between 1 and 4",
        ),
        (
            lambda each: each["steps"][0].update({"from": True}),
            "[0].steps[0].from: is not a whole number",
        ),
    ],
)
def test_a_mistake_is_named_with_its_path(
    change: Callable[[dict[str, Any]], object], mistake: str
) -> None:
    assert mistakes_after(change) == [mistake]


def test_a_kind_nobody_knows_is_answered_with_those_there_are() -> None:
    (mistake,) = mistakes_after(lambda each: each.update(kind="podcast"))

    assert mistake.startswith("[0].kind: is not one of: guide, case-study")


def test_two_resources_with_one_id_are_a_mistake() -> None:
    document: Any = load_yaml(REAL)
    mistakes = check_resources([*document, deepcopy(document[0])])

    assert [str(each) for each in mistakes] == [
        "[1].id: is used by an earlier one too: service-manual"
    ]


def test_all_mistakes_are_named_at_once() -> None:
    mistakes = mistakes_after(lambda each: each.update(kind="podcast", publisher="", steps=None))

    assert [mistake.partition(":")[0] for mistake in mistakes] == [
        "[0].kind",
        "[0].publisher",
        "[0].steps",
    ]


@pytest.mark.parametrize("text", ["", "a word", "id: service-manual"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ContentMistakes, match="is not a list"):
        load_resources(text)
