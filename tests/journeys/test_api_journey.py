"""The main job from end to end over the REST API, on the whole platform.

Its last step, a program downstream, is in `test_downstream`.
"""

import re
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.journeys.councils import Council, found, new_code, register, row

CSV = {"content-type": "text/csv"}


def eventually(look: Callable[[], Any], seconds: float = 5.0) -> Any:
    """What `look` answers as soon as it is truthy; fails when it never is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(0.02)
    pytest.fail(f"not within {seconds} s")


@pytest.fixture(scope="module")
def neighbour(administrator, sign_in) -> Council:
    return found(administrator, sign_in)


@pytest.fixture(scope="module")
def characteristics(nobody) -> list[str]:
    content = nobody.get("/models/current").json()["content"]
    return [each["id"] for each in content["characteristics"]]


def answer_path(council: Council, characteristic: str) -> str:
    return f"/councils/{council.code}/assessment/answers/{characteristic}"


def barrier(**differing: Any) -> dict[str, Any]:
    return {
        "title": f"A notice must be printed {time.monotonic_ns()}",
        "story": "The law asks for a printed notice that hardly anybody reads.",
        "kind": "legal",
        "named": False,
        **differing,
    }


class TestRegister:
    """Step 1."""

    def test_a_second_import_of_the_same_file_changes_nothing(self, administrator):
        rows = register(row(new_code()), row(new_code()))
        first = administrator.post("/councils/imports", content=rows, headers=CSV).json()
        second = administrator.post("/councils/imports", content=rows, headers=CSV).json()
        assert (first["registered"], first["changed"]) == (2, 0)
        assert (second["registered"], second["changed"], second["unchanged"]) == (0, 0, 2)

    def test_a_broken_row_is_named_and_nothing_is_half_loaded(self, administrator, nobody):
        good, bad = new_code(), new_code()
        rows = register(row(good), row(bad, **{"pop-2020": "many"}))
        refused = administrator.post("/councils/imports", content=rows, headers=CSV)
        assert refused.status_code == 422
        assert "3" in refused.text
        assert nobody.get(f"/councils/{good}").status_code == 404
        taken = administrator.post(
            "/councils/imports?skip_invalid=true", content=rows, headers=CSV
        ).json()
        assert taken["registered"] == 1
        assert taken["skipped"][0]["line"] == 3
        assert nobody.get(f"/councils/{good}").status_code == 200

    def test_the_register_is_read_page_by_page(self, nobody):
        seen: list[str] = []
        page = nobody.get("/councils?limit=7")
        while True:
            seen += [each["code"] for each in page.json()["councils"]]
            if "next" not in page.links:
                break
            page = nobody.get(page.links["next"]["url"].removeprefix("/api/v1"))
        assert len(seen) == len(set(seen)) > 30


class TestModel:
    """Step 2."""

    def test_all_of_it_is_there_in_both_languages(self, nobody):
        content = nobody.get("/models/current").json()["content"]
        assert len(content["characteristics"]) == 8
        for characteristic in content["characteristics"]:
            assert [level["level"] for level in characteristic["levels"]] == [1, 2, 3, 4, 5]
            assert all(step["unlocks"]["cy"] for step in characteristic["steps"])

    def test_a_broken_model_is_refused_with_the_place_of_each_mistake(self, administrator):
        refused = administrator.post(
            "/models",
            content=b"id: improvement-and-innovation\nlevels: []\n",
            headers={"content-type": "application/yaml"},
        )
        assert refused.status_code == 422
        assert len(refused.json()["errors"]) > 1

    def test_what_is_kept_by_the_client_is_not_sent_again(self, nobody):
        etag = nobody.get("/models/current").headers["etag"]
        again = nobody.get("/models/current", headers={"if-none-match": etag})
        assert again.status_code == 304


class TestAssessment:
    """Steps 3 and 4, in order: each test goes on where the one before ended."""

    def test_two_officers_who_change_one_answer_are_told(self, council):
        path = answer_path(council, "leadership")
        first = {"kind": "placed", "current": 2, "target": 3, "confidence": "low", "note": "Mine"}
        saved = council.officer.put(path, json=first, headers={"if-none-match": "*"})
        assert saved.status_code == 200, saved.text
        assert saved.headers["etag"] == '"1"'
        other = {**first, "note": "Also mine"}
        late = council.lead.put(path, json=other, headers={"if-none-match": "*"})
        assert late.status_code == 412
        assert late.json()["type"] == "/problems/answer-changed"
        assert "Mine" in late.text
        read = council.lead.get(path)
        assert read.json()["note"] == "Mine"
        again = council.lead.put(path, json=other, headers={"if-match": read.headers["etag"]})
        assert again.headers["etag"] == '"2"'

    def test_a_change_must_say_what_it_changes(self, council):
        refused = council.officer.put(
            answer_path(council, "leadership"), json={"kind": "dont-know"}
        )
        assert refused.status_code == 428

    def test_comparison_is_locked_before_submission(self, council):
        locked = council.officer.get(f"/councils/{council.code}/comparisons/leadership").json()
        assert locked["locked"] == "not-submitted"
        assert locked["standing"] is None

    def test_what_is_not_complete_can_not_be_submitted(self, council):
        path = f"/councils/{council.code}/assessment"
        etag = council.lead.get(path).headers["etag"]
        refused = council.lead.post(f"{path}/submissions", headers={"if-match": etag})
        assert refused.status_code in (409, 422)

    def test_every_characteristic_is_answered(self, council, characteristics):
        placed = {"kind": "placed", "current": 2, "target": 3, "confidence": "medium"}
        others = {
            "role-of-the-council": {"kind": "not-applicable", "reason": "The county does this."},
            "income-and-spend": {"kind": "dont-know"},
        }
        for characteristic in characteristics:
            if characteristic != "leadership":
                saved = council.officer.put(
                    answer_path(council, characteristic),
                    json=others.get(characteristic, placed),
                    headers={"if-none-match": "*"},
                )
                assert saved.status_code == 200, saved.text

    def test_only_a_lead_submits_and_of_two_at_once_one(self, council):
        path = f"/councils/{council.code}/assessment"
        etag = council.officer.get(path).headers["etag"]
        headers = {"if-match": etag}
        refused = council.officer.post(f"{path}/submissions", headers=headers)
        assert refused.status_code == 403
        assert refused.json()["type"] == "/problems/lead-needed"
        statuses = at_once(2, lambda _: council.lead.post(f"{path}/submissions", headers=headers))
        assert sorted(statuses) == [201, 412]
        assert council.lead.get(path).json()["submitted"]["number"] == 1

    def test_the_journey_shows_the_next_step_and_what_helps_with_it(self, council):
        def helped() -> Any:
            journey = council.officer.get(f"/councils/{council.code}/journey")
            assert journey.status_code == 200, journey.text
            tracks = {track["characteristic"]: track for track in journey.json()["tracks"]}
            return tracks if tracks["data-and-insight"]["resources"] else None

        tracks = eventually(helped)
        assert len(tracks) == 8
        step = tracks["data-and-insight"]["step"]
        assert (step["from"], step["to"]) == (2, 3)
        assert step["unlocks"]["en"]
        assert all(each["reasons"] for each in tracks["data-and-insight"]["resources"])

    def test_a_step_has_everything_that_helps_with_it(self, council):
        path = f"/councils/{council.code}/steps/data-and-insight"
        raised = council.officer.post(
            "/barriers", json=barrier(characteristic="data-and-insight", from_level=2)
        ).json()
        step = council.officer.get(path).json()
        assert raised["number"] in [each["number"] for each in step["blocking"]]
        assert raised["number"] in [each["number"] for each in step["own_barriers"]]
        assert step["resources"]
        assert step["away"] == []

    def test_what_was_submitted_unlocks_the_comparison(self, council):
        def unlocked() -> Any:
            path = f"/councils/{council.code}/comparisons/data-and-insight"
            comparison = council.officer.get(path).json()
            return comparison if comparison["locked"] is None else None

        comparison = eventually(unlocked)
        # The demo's figures are there from the start, so that there is something to compare with.
        assert comparison["day"]
        assert comparison["standing"]["characteristic"] == "data-and-insight"
        assert (comparison["own_current"], comparison["own_target"]) == (2, 3)

    def test_reopened_it_can_be_changed_and_others_see_what_was_submitted(self, council):
        path = f"/councils/{council.code}/assessment"
        etag = council.lead.get(path).headers["etag"]
        closed = council.officer.put(
            answer_path(council, "leadership"),
            json={"kind": "dont-know"},
            headers={"if-match": '"2"'},
        )
        assert closed.status_code == 409
        reopened = council.lead.post(f"{path}/reopenings", headers={"if-match": etag})
        assert reopened.status_code == 201, reopened.text
        assert reopened.json()["state"] == "reopened"
        assert reopened.json()["submitted"]["number"] == 1

    def test_nothing_anywhere_sums_a_council_up(self, council):
        journey = council.officer.get(f"/councils/{council.code}/journey").text
        assert not re.search(r'"(score|rank|total|average|percentile)"', journey)


class TestBarriers:
    """Steps 6 and 7."""

    def test_one_council_has_one_voice(self, council, neighbour):
        made = council.officer.post("/barriers", json=barrier())
        assert made.status_code == 201, made.text
        place = made.headers["location"].removeprefix("/api/v1")
        assert made.json()["number"]
        for _ in range(2):
            supported = neighbour.officer.put(f"{place}/support", json={})
            assert supported.status_code == 200, supported.text
            assert supported.json()["supporters"] == 2
        assert neighbour.officer.get(place).json()["supported"] is True
        by_number = neighbour.officer.get(f"/barriers/{made.json()['number']}")
        assert by_number.json()["id"] == made.json()["id"]
        withdrawn = neighbour.officer.delete(f"{place}/support")
        assert withdrawn.json()["supporters"] == 1

    def test_who_did_not_agree_to_be_named_is_not(self, council, neighbour):
        made = council.officer.post("/barriers", json=barrier()).json()
        seen = neighbour.officer.get(f"/barriers/{made['id']}")
        assert council.code not in seen.text

    def test_a_similar_one_is_offered_while_typing(self, council, neighbour):
        word = new_code().lower()
        made = council.officer.post(
            "/barriers", json=barrier(title=f"The {word} register is closed to councils")
        ).json()
        similar = neighbour.officer.get(
            "/barriers/similar", params={"text": f"we can't read the {word} register"}
        ).json()
        assert similar["barriers"][0]["id"] == made["id"]

    def test_the_same_key_sends_it_once(self, council):
        headers = {"idempotency-key": new_code()}
        sent = barrier()
        first = council.officer.post("/barriers", json=sent, headers=headers)
        again = council.officer.post("/barriers", json=sent, headers=headers)
        assert first.json() == again.json()
        reused = council.officer.post("/barriers", json=barrier(), headers=headers)
        assert reused.status_code == 422
        assert reused.json()["type"] == "/problems/idempotency-key-reused"

    def test_the_same_key_at_once_sends_it_once(self, council):
        headers = {"idempotency-key": new_code()}
        sent = barrier()
        ids: list[str] = []

        def send(_: int) -> httpx.Response:
            answer = council.officer.post("/barriers", json=sent, headers=headers)
            ids.extend([answer.json()["id"]] if answer.status_code == 201 else [])
            return answer

        statuses = at_once(4, send)
        assert set(statuses) <= {201, 409, 503}
        assert len(set(ids)) == 1

    def test_the_sectors_picture_has_it_within_a_second(self, council, nobody):
        before = nobody.get("/sector/barriers").json()["barriers"]
        made = council.officer.post("/barriers", json=barrier()).json()

        def counted() -> bool:
            # Barriers of the tests before may come in meanwhile; the time tells which are in.
            picture = nobody.get("/sector/barriers").json()
            return picture["as_of"] >= made["raised"] and picture["barriers"] > before

        eventually(counted, 1.0)

    def test_an_open_browser_hears_of_it(self, stack, council):
        with httpx.stream("GET", f"{stack.url}/live/sector", timeout=10) as live:
            lines = live.iter_lines()
            assert next(lines).startswith("retry:")
            council.officer.post("/barriers", json=barrier())
            assert next(line for line in lines if line == "event: barriers-changed")

    def test_an_analyst_acknowledges_it(self, council, analyst):
        made = council.officer.post("/barriers", json=barrier())
        path = f"/barriers/{made.json()['id']}/acknowledgements"
        done = analyst.post(path, headers={"if-match": made.headers["etag"]})
        assert done.status_code == 201, done.text
        assert done.json()["stage"] == "acknowledged"
        stale = analyst.post(path, headers={"if-match": made.headers["etag"]})
        assert stale.status_code == 412


class TestUnknownCouncil:
    """Assessment keeps answers for any code whatever; the register knows which are councils'."""

    @pytest.mark.parametrize(
        "path",
        [
            "assessment",
            "assessment/answers/leadership",
            "journey",
            "steps/leadership",
            "steps/leadership?start=2",
        ],
    )
    def test_a_council_that_does_not_exist_is_not_found(self, analyst, path):
        missing = analyst.get(f"/councils/{new_code()}/{path}")
        assert missing.status_code == 404, missing.text

    def test_a_council_without_any_answer_yet_is_there_from_the_first(self, administrator, analyst):
        code = new_code()
        administrator.post("/councils/imports", content=register(row(code)), headers=CSV)
        for path in ("assessment", "journey", "steps/leadership"):
            assert analyst.get(f"/councils/{code}/{path}").status_code == 200

    def test_another_councils_officer_is_not_told_whether_it_exists(self, council, neighbour):
        for code in (council.code, new_code()):
            refused = neighbour.officer.get(f"/councils/{code}/journey")
            assert refused.status_code == 403


BAD_ANSWERS = [
    pytest.param({"kind": "placed", "current": 6, "target": 6}, id="a level that is none"),
    pytest.param(
        {"kind": "placed", "current": 3, "target": 2, "confidence": "low"}, id="backwards"
    ),
    pytest.param({"kind": "placed"}, id="no level"),
    pytest.param({"kind": "not-applicable"}, id="no reason"),
    pytest.param({"kind": "guessed"}, id="no such kind"),
    pytest.param({"kind": "dont-know", "note": "x" * 4001}, id="over-long text"),
    pytest.param({"kind": "dont-know", "score": 9}, id="an unknown field"),
    pytest.param({"kind": ["dont-know"]}, id="a wrong type"),
]


@pytest.fixture(scope="module")
def untouched(administrator, sign_in) -> Council:
    return found(administrator, sign_in)


class TestBadInput:
    """Each gets its own clear problem; none a 500, and none changes anything."""

    @pytest.mark.parametrize("body", BAD_ANSWERS)
    def test_a_wrong_answer_is_refused_and_nothing_is_saved(self, untouched, body):
        refused = untouched.officer.put(
            answer_path(untouched, "leadership"), json=body, headers={"if-none-match": "*"}
        )
        assert refused.status_code == 422, refused.text
        assert refused.json()["errors"]
        assessment = untouched.officer.get(f"/councils/{untouched.code}/assessment").json()
        assert (assessment["version"], assessment["answers"]) == (0, [])

    def test_a_characteristic_that_the_model_does_not_have_is_refused(self, untouched):
        refused = untouched.officer.put(
            answer_path(untouched, "sorcery"),
            json={"kind": "dont-know"},
            headers={"if-none-match": "*"},
        )
        assert refused.status_code in (404, 422)

    def test_malformed_json_is_said_to_be(self, untouched):
        refused = untouched.officer.post(
            "/barriers", content=b'{"title": ', headers={"content-type": "application/json"}
        )
        assert refused.status_code == 400
        assert refused.json()["type"] == "/problems/malformed-json"

    def test_another_councils_objects_are_not_ones_own(self, untouched, neighbour):
        path = answer_path(untouched, "leadership")
        for method in ("GET", "PUT"):
            refused = neighbour.officer.request(
                method, path, json={"kind": "dont-know"}, headers={"if-none-match": "*"}
            )
            assert refused.status_code == 403
            assert refused.json()["type"] == "/problems/another-councils"
        refused = neighbour.officer.post("/barriers", json=barrier(council=untouched.code))
        assert refused.status_code == 403

    def test_a_forged_session_is_told_to_sign_in(self, stack):
        forged = httpx.get(
            f"{stack.url}/api/v1/me", headers={"cookie": "__Host-waymark=" + "A" * 43}
        )
        assert forged.status_code == 401
        assert forged.json()["type"] == "/problems/session-ended"

    def test_a_wrong_password_tells_nothing_of_who_exists(self, nobody, demo):
        known = demo["accounts"][0]["email"]
        answers = [
            nobody.post("/sessions", json={"email": email, "password": "wrong password"})
            for email in (known, "nobody@example.org")
        ]
        assert [answer.status_code for answer in answers] == [401, 401]
        assert answers[0].json()["type"] == answers[1].json()["type"]

    def test_a_barrier_of_an_unknown_kind_is_refused(self, council):
        refused = council.officer.post("/barriers", json=barrier(kind="weather"))
        assert refused.status_code == 422
        assert "kind" in refused.json()["errors"]

    def test_a_body_that_is_too_large_is_refused_and_nothing_is_raised(self, untouched):
        before = untouched.officer.get("/barriers?mine=true").json()["barriers"]
        refused = untouched.officer.post("/barriers", json=barrier(story="x" * 256 * 1024))
        assert refused.status_code == 413, refused.text
        assert refused.json()["type"] == "/problems/body-too-large"
        assert refused.json()["limit"] == 256 * 1024
        assert untouched.officer.get("/barriers?mine=true").json()["barriers"] == before

    def test_a_made_up_cursor_is_refused(self, council):
        assert council.officer.get("/barriers?after=made-up").status_code == 422

    def test_a_revoked_key_opens_nothing(self, stack, council):
        body = {"label": "A test", "organisation": council.code, "role": "officer"}
        key = council.lead.post("/keys", json=body).json()
        headers = {"authorization": f"Bearer {key['secret']}"}
        me = f"{stack.url}/api/v1/me"
        assert httpx.get(me, headers=headers).json()["organisation"] == council.code
        assert council.lead.delete(f"/keys/{key['id']}").status_code == 200
        eventually(lambda: httpx.get(me, headers=headers).status_code == 401, 2.0)


def at_once(times: int, send: Callable[[int], httpx.Response]) -> list[int]:
    """The statuses of requests sent side by side."""
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda number=number: statuses.append(send(number).status_code))
        for number in range(times)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
