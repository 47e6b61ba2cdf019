"""A client learns from the answer what to do next, and nothing of how we are built."""

import pytest

from contracts import errors
from contracts.errors import KINDS, Invalid, Refusal, TooManyRequests, Unavailable
from gateway.problems import STATUS, TITLES

PLACE = "/api/v1/barriers/W-1"


def test_every_kind_of_refusal_has_a_status_and_every_status_a_title():
    assert set(KINDS) <= set(STATUS)
    assert set(STATUS.values()) <= set(TITLES)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_a_refusal_of_a_service_becomes_a_problem_of_its_status(client, services, key, kind):
    services.answers["barriers.barrier"] = kind()
    answer = client.get(PLACE, headers=key("officer"))
    assert answer.status_code == STATUS[kind.kind]
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"/problems/{kind.code}"
    assert problem["instance"] == PLACE
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]


def test_what_is_not_valid_is_named_by_its_path(client, services, key):
    services.answers["barriers.barrier"] = Invalid(details={"title": ["Must not be empty."]})
    problem = client.get(PLACE, headers=key("officer")).json()
    assert problem["errors"] == {"title": ["Must not be empty."]}


def test_the_details_of_a_refusal_reach_the_client_but_replace_nothing(client, services, key):
    stale = errors.Stale(details={"present": {"revision": 4}, "status": 200})
    services.answers["barriers.barrier"] = stale
    problem = client.get(PLACE, headers=key("officer")).json()
    assert problem["present"] == {"revision": 4}
    assert problem["status"] == 412


def test_a_defect_is_told_without_its_trace(client, services, key):
    services.answers["barriers.barrier"] = ZeroDivisionError("secret detail")
    answer = client.get(PLACE, headers=key("officer"))
    assert answer.status_code == 500
    assert answer.json()["type"] == "/problems/internal-error"
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_unknown_kind_of_refusal_is_a_defect(client, services, key):
    class Odd(Refusal):
        kind = "odd"

    services.answers["barriers.barrier"] = Odd()
    assert client.get(PLACE, headers=key("officer")).status_code == 500


def test_nothing_at_an_address_is_a_problem_too(client):
    answer = client.get("/api/v1/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_wrong_method_is_told_the_right_ones(client):
    answer = client.post("/api/v1/taxonomy")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, PUT"


def test_who_is_not_signed_in_is_told_how(client):
    answer = client.get(PLACE)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("refusal", [Unavailable(), TooManyRequests(details={"retry_after": 7})])
def test_who_may_come_back_is_told_when(client, services, key, refusal):
    services.answers["barriers.barrier"] = refusal
    answer = client.get(PLACE, headers=key("officer"))
    assert int(answer.headers["retry-after"]) > 0


def test_a_browser_gets_a_page_instead(client):
    answer = client.get("/nowhere", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
