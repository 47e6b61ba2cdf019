import pytest

from contracts.errors import Invalid
from services.assessment import schemas
from services.assessment.domain import assessments
from tests.unit.assessment.examples import EMPTY, placed, save, submitted


def test_every_mistake_of_a_model_document_is_named_by_its_path() -> None:
    with pytest.raises(Invalid) as refused:
        schemas.content("id: Not A Slug\ntitle: {en: Only English}\n")

    assert "missing" in refused.value.details["title.cy"]
    assert {"id", "levels", "characteristics"} <= set(refused.value.details)


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid) as refused:
        schemas.content("id: [")

    assert list(refused.value.details) == ["line 1"]


def test_drafts_are_not_seen_from_outside() -> None:
    draft = schemas.assessment(save(EMPTY, placed()).state, 1)

    assert schemas.from_outside(draft).answers == ()


def test_from_outside_answers_are_those_of_the_last_submission_without_notes() -> None:
    reopened = assessments.reopen(submitted(), submitted().answers[0].at).state
    changed = save(reopened, placed("data", target=5, note="A secret"), replaces=1).state

    seen = schemas.from_outside(schemas.assessment(changed, 9))

    assert [each.target for each in seen.answers] == [3, 3, 3]
    assert "A secret" not in repr(seen)


def test_the_names_of_its_people_stay_in_the_council() -> None:
    whole = schemas.assessment(submitted(), 5)
    seen = schemas.from_outside(whole)

    assert whole.submitted
    assert whole.submitted.by
    assert seen.submitted
    assert seen.submitted.by == ""
    assert {each.by for each in (*seen.answers, *seen.submitted.answers)} == {""}
