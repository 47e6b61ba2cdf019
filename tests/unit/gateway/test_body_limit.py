"""Nobody can fill our memory."""

import pytest

PATH = "/api/v1/barriers"
LIMIT = 256 * 1024


def pieces(size):
    for _ in range(size // 1024):
        yield b"x" * 1024


@pytest.fixture
def headers(key):
    return {**key("officer"), "content-type": "application/json"}


def test_a_body_that_says_it_is_too_large_is_not_read(client, headers):
    answer = client.post(PATH, content=b"x" * (LIMIT + 1), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["limit"] == LIMIT


def test_a_body_that_does_not_say_so_is_refused_on_the_way(client, headers):
    answer = client.post(PATH, content=pieces(LIMIT + 1024), headers=headers)
    assert answer.status_code == 413


def test_a_length_that_is_a_lie_helps_nobody(client, headers):
    answer = client.post(
        PATH, content=pieces(LIMIT + 1024), headers={**headers, "content-length": "5"}
    )
    assert answer.status_code == 413


def test_a_body_of_just_the_limit_is_read(client, headers):
    answer = client.post(PATH, content=pieces(LIMIT), headers=headers)
    assert answer.status_code == 400


def test_a_form_that_is_too_large_is_refused_with_a_page(client):
    answer = client.post("/sign-in", content=b"x" * (LIMIT + 1), headers={"accept": "text/html"})
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")


def test_the_register_may_be_larger_but_not_endless(client, services, key):
    services.answers["accounts.import_councils"] = {"registered": 0}
    headers = {**key("administrator"), "content-type": "text/csv"}
    path = "/api/v1/councils/imports"
    assert client.post(path, content=pieces(1024 * 1024), headers=headers).status_code == 200
    assert client.post(path, content=pieces(5 * 1024 * 1024), headers=headers).status_code == 413
