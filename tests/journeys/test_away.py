"""A part that is away says so in time, and the rest goes on."""

import time

import httpx

from tests.away import away

SOON = 5.0
"""Seconds within which a request is answered, whatever happened to the services."""


def in_time(client: httpx.Client, path: str, **request: object) -> httpx.Response:
    started = time.monotonic()
    answer = client.request("GET", path, **request)  # type: ignore[arg-type]
    assert time.monotonic() - started < SOON
    return answer


def test_a_service_that_is_away_is_a_problem_of_its_own(stack, council):
    with away(stack, "barriers"):
        answers = [in_time(council.officer, "/barriers") for _ in range(2)]
        assert {answer.status_code for answer in answers} <= {503, 504}
        assert answers[1].status_code == 503
        assert answers[0].headers["content-type"] == "application/problem+json"
        assert int(answers[1].headers["retry-after"]) > 0
        assert in_time(council.officer, "/me").status_code == 200
        assert in_time(council.officer, "/resources").status_code == 200
    assert in_time(council.officer, "/barriers").status_code == 200


def test_a_journey_without_its_suggestions_shows_the_rest(stack, council):
    path = f"/councils/{council.code}/journey"
    with away(stack, "matching"):
        journey = in_time(council.officer, path).json()
        assert journey["away"] == ["matching"]
        assert len(journey["tracks"]) == 8
    assert in_time(council.officer, path).json()["away"] == []


def test_who_is_signed_in_goes_on_while_accounts_is_away(stack, council):
    assert in_time(council.officer, "/me").status_code == 200
    with away(stack, "accounts"):
        assert in_time(council.officer, "/barriers").status_code == 200
        stranger = in_time(council.officer, "/me", headers={"authorization": "Bearer unknown"})
        assert stranger.status_code in (503, 504)
        anyone = in_time(council.officer, "/taxonomy", headers={"cookie": ""})
        assert anyone.status_code == 200


def test_what_is_in_memory_is_there_while_its_service_is_away(stack, nobody):
    assert nobody.get("/models/current").status_code == 200
    with away(stack, "assessment"):
        assert in_time(nobody, "/models/current").status_code == 200
