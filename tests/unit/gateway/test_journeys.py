"""A journey is put together from what there is."""

import pytest

from contracts.errors import DeadlineExceeded, NotAllowed, Unavailable

JOURNEY = "/api/v1/councils/DUR/journey"
STEP = "/api/v1/councils/DUR/steps/leadership"
ASSESSMENT = "/api/v1/councils/DUR/assessment"


def text(words):
    return {"en": words, "cy": words}


def characteristic(id):
    return {
        "id": id,
        "name": text(id),
        "levels": [{"level": n, "summary": text(f"level {n}")} for n in range(1, 6)],
        "steps": [{"from": n, "to": n + 1, "unlocks": text(f"unlocks {n}")} for n in range(1, 5)],
    }


def placed(current, target, **more):
    return {
        "characteristic": "leadership",
        "kind": "placed",
        "revision": 1,
        "current": current,
        "target": target,
        **more,
    }


def barrier(number, from_level):
    return {"number": number, "facets": {"characteristic": "leadership", "from_level": from_level}}


def resource(id, *starts):
    steps = [{"characteristic": "leadership", "from": start} for start in starts]
    return {"id": id, "content": {"steps": steps}, "version": 1}


@pytest.fixture(autouse=True)
def _answers(services):
    suggested = {
        "characteristic": "leadership",
        "step": 2,
        "resources": [{"resource": resource("guide", 2), "reasons": [{"code": "for-this-step"}]}],
        "peers": [{"council": "LBH", "steps_ahead": 1, "likeness": []}],
    }
    services.answers |= {
        "assessment.assessment": {
            "state": "submitted",
            "version": 3,
            "answers": [placed(2, 4)],
            "submitted": {"number": 1, "at": "now", "by": "A lead", "answers": [placed(2, 4)]},
        },
        "assessment.model": {
            "version": 1,
            "content": {"characteristics": [characteristic("leadership"), characteristic("data")]},
        },
        "matching.suggestions": {"council": "DUR", "suggestions": [suggested]},
        "matching.resources": {
            "resources": [resource("guide", 2), resource("tool", 2), resource("far", 4)]
        },
        "matching.help_offer": {"characteristics": [], "version": 0},
        "barriers.barriers": {"barriers": [barrier("A", 2), barrier("B", 3), barrier("C", None)]},
        "accounts.all_councils": {
            "councils": [{"code": "DUR", "name": "Durham"}, {"code": "LBH", "name": "Lambeth"}]
        },
    }


def test_each_characteristic_is_a_track_in_the_models_order(client, key):
    tracks = client.get(JOURNEY, headers=key("officer")).json()["tracks"]
    assert [track["characteristic"] for track in tracks] == ["leadership", "data"]
    first, second = tracks
    assert first["current"]["level"] == 2
    assert first["target"]["summary"]["en"] == "level 4"
    assert first["step"]["unlocks"]["en"] == "unlocks 2"
    assert first["peers"][0]["name"] == "Lambeth"
    assert second["answer"] == {"kind": "unanswered"}
    assert second["step"] is None


def test_staying_is_no_step(client, services, key):
    services.answers["assessment.assessment"] = {"version": 1, "answers": [placed(3, 3)]}
    track = client.get(JOURNEY, headers=key("officer")).json()["tracks"][0]
    assert track["step"] is None
    assert track["submitted"] is False


@pytest.mark.parametrize("away", [Unavailable(), DeadlineExceeded()])
def test_a_part_that_is_away_is_named_and_the_rest_is_there(client, services, key, away):
    services.answers["matching.suggestions"] = away
    journey = client.get(JOURNEY, headers=key("officer")).json()
    assert journey["away"] == ["matching"]
    assert journey["tracks"][0]["current"]["level"] == 2
    assert journey["tracks"][0]["resources"] == []


def test_what_lacks_a_part_is_not_kept(client, services, key):
    whole = services.answers["matching.suggestions"]
    services.answers["matching.suggestions"] = Unavailable()
    client.get(JOURNEY, headers=key("officer"))
    services.answers["matching.suggestions"] = whole
    assert client.get(JOURNEY, headers=key("officer")).json()["away"] == []


def test_without_the_assessment_there_is_nothing_to_tell(client, services, key):
    services.answers["assessment.assessment"] = Unavailable()
    assert client.get(JOURNEY, headers=key("officer")).status_code == 503


def test_who_may_not_see_one_part_sees_none(client, services, key):
    services.answers["assessment.assessment"] = NotAllowed()
    assert client.get(JOURNEY, headers=key("neighbour")).status_code == 403


def test_a_step_has_its_resources_people_and_barriers(client, key):
    step = client.get(STEP, headers=key("officer")).json()
    assert step["step"]["from"] == 2
    assert [each["resource"]["id"] for each in step["resources"]] == ["guide"]
    assert [each["id"] for each in step["more_resources"]] == ["tool"]
    assert [each["number"] for each in step["blocking"]] == ["A", "C"]
    assert step["peers"][0]["council"] == "LBH"


def test_another_step_of_the_same_characteristic_can_be_read(client, key):
    step = client.get(f"{STEP}?start=4", headers=key("officer")).json()
    assert step["step"]["to"] == 5
    assert step["resources"] == []
    assert [each["id"] for each in step["more_resources"]] == ["far"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/councils/DUR/steps/sorcery", 404),
        (f"{STEP}?start=5", 404),
        (f"{STEP}?start=6", 422),
    ],
)
def test_a_step_that_the_model_does_not_have_is_not_found(client, key, path, status):
    assert client.get(path, headers=key("officer")).status_code == status


UNKNOWN = [
    path.replace("DUR", "NONE")
    for path in (JOURNEY, STEP, ASSESSMENT, f"{ASSESSMENT}/answers/leadership")
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_a_council_that_no_register_has_is_not_found(client, key, path):
    assert client.get(path, headers=key("analyst")).status_code == 404


@pytest.mark.parametrize("path", UNKNOWN)
def test_nothing_is_missing_from_a_register_that_is_away(client, services, key, path):
    services.answers["accounts.all_councils"] = Unavailable()
    assert client.get(path, headers=key("analyst")).status_code == 200


@pytest.mark.parametrize("path", UNKNOWN)
def test_who_may_not_see_it_is_not_told_whether_there_is_a_council(client, services, key, path):
    services.answers["assessment.assessment"] = NotAllowed()
    assert client.get(path, headers=key("neighbour")).status_code == 403


def test_ones_own_council_needs_no_register(client, services, key):
    services.answers["accounts.all_councils"] = {"councils": []}
    for path in (JOURNEY, STEP, ASSESSMENT):
        assert client.get(path, headers=key("officer")).status_code == 200
