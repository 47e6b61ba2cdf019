"""What the demonstration must be, and that it shows what visitors should see."""

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.content.demo import check_demo, load_demo
from contracts.content.documents import ContentMistakes

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = [file.read_text(encoding="utf-8") for file in sorted((CONTENT / "demo").glob("*.yaml"))]
SHIPPED = load_demo(*TEXTS)
MODEL = yaml.safe_load((CONTENT / "models" / "improvement-and-innovation.yaml").read_text("utf-8"))
TAXONOMY = yaml.safe_load((CONTENT / "barriers" / "taxonomy.yaml").read_text("utf-8"))
CHARACTERISTICS = {each["id"] for each in MODEL["characteristics"]}
COUNCILS = {council["code"]: council for council in SHIPPED["councils"]}
SUBMITTED = {
    each["council"]: each["answers"]
    for each in SHIPPED["assessments"]
    if each["state"] == "submitted"
}

FACTS = re.compile("^(councils|bodies):", re.MULTILINE)

Change = Callable[[dict[str, Any]], object]


def mistakes_after(change: Change) -> list[str]:
    document = deepcopy(SHIPPED)
    change(document)
    return [str(mistake) for mistake in check_demo(document)]


def submitted_by(facet: str) -> Counter[str]:
    return Counter(COUNCILS[code][facet] for code in SUBMITTED)


def placed(answers: dict[str, Any]) -> list[dict[str, Any]]:
    return [answer for answer in answers.values() if answer["kind"] == "placed"]


def test_the_shipped_demonstration_has_no_mistake() -> None:
    assert check_demo(SHIPPED) == []


def test_every_file_but_those_of_facts_says_that_it_is_made_up() -> None:
    made_up = [text for text in TEXTS if not FACTS.search(text)]

    assert len(made_up) == 4
    assert all(text.startswith(("# SYNTHETIC", "# Invented")) for text in made_up)


def test_about_forty_councils_of_every_kind_take_part() -> None:
    assert 40 <= len(COUNCILS) <= 44
    assert set(Counter(council["kind"] for council in COUNCILS.values())) == {
        "CC", "CTY", "LBO", "MD", "NID", "NMD", "SCO", "UA", "WPA",
    }  # fmt: skip
    assert "CMD" in COUNCILS


@pytest.mark.parametrize("facet", ["kind", "region"])
def test_some_groups_are_large_enough_to_show_and_some_are_not(facet: str) -> None:
    sizes = submitted_by(facet).values()

    assert [size for size in sizes if size >= 5]
    assert [size for size in sizes if size < 5]


def test_assessments_are_in_every_state() -> None:
    states = Counter(each["state"] for each in SHIPPED["assessments"])

    assert states["not-started"] in (2, 3)
    assert states["in-progress"] == 2
    assert {each["council"] for each in SHIPPED["assessments"]} == set(COUNCILS)


def test_answers_are_about_the_characteristics_of_the_model() -> None:
    for answers in SUBMITTED.values():
        assert set(answers) == CHARACTERISTICS


def test_many_councils_stay_where_they_are_on_purpose() -> None:
    answers = [answer for each in SUBMITTED.values() for answer in placed(each)]
    staying = [answer for answer in answers if answer["target"] == answer["current"]]

    assert len(answers) / 4 < len(staying) < len(answers) / 2


@pytest.mark.parametrize("code", sorted(SUBMITTED))
def test_no_council_is_good_or_bad_at_everything(code: str) -> None:
    levels = [answer["current"] for answer in placed(SUBMITTED[code])]

    assert min(levels) <= 2
    assert max(levels) >= 3


def test_all_kinds_of_answer_are_there() -> None:
    kinds = {answer["kind"] for answers in SUBMITTED.values() for answer in answers.values()}

    assert kinds == {"placed", "not-applicable", "dont-know"}


def test_barriers_use_the_words_of_the_taxonomy() -> None:
    kinds = {kind["id"] for kind in TAXONOMY["kinds"]}
    bodies = {body["id"]: body.get("nations") for body in TAXONOMY["bodies"]}

    assert {barrier["kind"] for barrier in SHIPPED["barriers"]} == kinds
    for barrier in SHIPPED["barriers"]:
        nations = bodies[barrier["body"]]
        assert nations is None or barrier["nation"] in nations, barrier["title"]
        assert barrier["characteristic"] in CHARACTERISTICS


def test_bodies_stand_for_those_of_the_taxonomy_and_somebody_answers_for_one() -> None:
    known = {body["id"] for body in TAXONOMY["bodies"]}
    bodies = {body["id"]: body["stands_for"] for body in SHIPPED["bodies"]}

    assert set(bodies.values()) <= known
    assert {body["kind"] for body in SHIPPED["bodies"]} >= {"department", "regulator", "nhs"}
    assert [each for each in SHIPPED["people"] if each["organisation"] in bodies]


def test_a_council_meets_barriers_of_its_own_nation() -> None:
    for barrier in SHIPPED["barriers"]:
        nation = COUNCILS[barrier["council"]]["nation"]
        assert barrier.get("nation", nation) == nation, barrier["title"]


def test_people_of_every_role_can_sign_in_one_of_them_in_welsh() -> None:
    roles = Counter(person["role"] for person in SHIPPED["people"])

    assert set(roles) == {"officer", "lead", "analyst", "administrator", "responder"}
    welsh = [person for person in SHIPPED["people"] if person["language"] == "cy"]
    assert [COUNCILS[person["organisation"]]["nation"] for person in welsh] == ["Wales"]


def test_the_council_that_is_in_the_middle_has_an_officer_and_a_lead() -> None:
    unfinished = {e["council"] for e in SHIPPED["assessments"] if e["state"] == "in-progress"}
    roles = {p["role"] for p in SHIPPED["people"] if p["organisation"] in unfinished}

    assert roles == {"officer", "lead"}


def answer(document: dict[str, Any]) -> Any:
    """The first answer of the second council, Hackney, which is placed."""
    return document["assessments"][1]["answers"]["role-of-the-council"]


PATH = "assessments[1].answers.role-of-the-council"


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (lambda it: it.pop("people"), "people: missing"),
        (lambda it: it["councils"][0].update(mayor="A"), "councils[0].mayor: unknown field"),
        (lambda it: it["councils"][3].pop("region"), "councils[3].region: missing"),
        (
            lambda it: it["councils"][0].update(latitude=5),
            "councils[0].latitude: is not between 49 and 61",
        ),
        (
            lambda it: it["councils"][0].update(gss_code="K01"),
            "councils[0].gss_code: is not a GSS code",
        ),
        (lambda it: answer(it).update(current=6), f"{PATH}.current: is not between 1 and 5"),
        (lambda it: answer(it).pop("confidence"), f"{PATH}.confidence: missing"),
        (
            lambda it: answer(it).update(current=4, target=2),
            f"{PATH}.target: is lower than current",
        ),
        (
            lambda it: answer(it).update(target_by="2027-13"),
            f"{PATH}.target_by: is not a month such as 2027-03",
        ),
        (
            lambda it: answer(it).update(reason="Because"),
            f"{PATH}.reason: has no place in an answer that is placed",
        ),
        (
            lambda it: it["barriers"][0].pop("from_level"),
            "barriers[0].from_level: goes with characteristic: give both or neither",
        ),
        (
            lambda it: it["barriers"][0].update(named="no"),
            "barriers[0].named: is not true or false",
        ),
        (
            lambda it: it["people"][0].update(email="amina@gmail.com"),
            "people[0].email: is not an address under example.org",
        ),
        (
            lambda it: it["help_offers"][0].update(capacity=0),
            "help_offers[0].capacity: is not between 1 and 20",
        ),
    ],
)
def test_a_mistake_is_named_with_its_path(change: Change, mistake: str) -> None:
    assert mistakes_after(change) == [mistake]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (
            lambda it: it["councils"][1].update(code="CMD"),
            "councils[1].code: is used by an earlier one too: CMD",
        ),
        (
            lambda it: it["barriers"][0].update(council="XYZ"),
            "barriers[0].council: is no council of the demonstration: XYZ",
        ),
        (
            lambda it: it["barriers"][0]["supporters"][0].update(council="XYZ"),
            "barriers[0].supporters[0].council: is no council of the demonstration: XYZ",
        ),
        (
            lambda it: it["barriers"][0]["supporters"][0].update(council="DUR"),
            "barriers[0].supporters[0].council: raised the barrier, and so supports it already",
        ),
        (
            lambda it: it["barriers"][0]["supporters"][1].update(council="GAT"),
            "barriers[0].supporters[1].council: is used by an earlier one too: GAT",
        ),
        (
            lambda it: it["people"][0].update(organisation="sector-body"),
            "people[0].organisation: is no council of the demonstration: sector-body",
        ),
        (
            lambda it: it["people"][6].update(organisation="CMD"),
            "people[6].organisation: is not sector-body",
        ),
        (
            lambda it: it["people"][7].update(organisation="CMD"),
            "people[7].organisation: is no body of the demonstration: CMD",
        ),
        (
            lambda it: it["barriers"][0]["case"]["put"].update(body="nobody"),
            "barriers[0].case.put.body: is no body of the demonstration: nobody",
        ),
        (
            lambda it: it["barriers"][0]["case"]["put"].update(body="betsi-cadwaladr"),
            "barriers[0].case.answer: has nobody who gives it for betsi-cadwaladr",
        ),
        (
            lambda it: it["barriers"][0]["case"]["resolution"].pop("note"),
            "barriers[0].case.resolution.note: missing",
        ),
        (
            lambda it: it["barriers"][0]["case"].pop("put"),
            "barriers[0].case.answer: needs what is answered: put",
        ),
        (
            lambda it: it["assessments"][1]["answers"].pop("leadership"),
            "assessments[1].state: does not fit the answers; unanswered: leadership",
        ),
        (
            lambda it: it["help_offers"].append(
                {"council": "LND", "characteristics": ["leadership"], "capacity": 1}
            ),
            "help_offers[26].characteristics[0]: is not submitted at level 2 or above",
        ),
    ],
)
def test_parts_that_disagree_are_named_with_their_path(change: Change, mistake: str) -> None:
    assert mistake in mistakes_after(change)


def test_a_part_that_is_in_two_files_is_refused() -> None:
    with pytest.raises(ContentMistakes, match="people: is in two files"):
        load_demo(*TEXTS, "people: []")


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(ContentMistakes, match="is not a mapping"):
        load_demo("- people")
