"""What costs something can be done only so often."""

import pytest

from contracts.errors import NotSignedIn
from gateway.settings import Settings


@pytest.fixture
def settings() -> Settings:
    return Settings(
        "amqp://nowhere",
        public_url="https://testserver",
        log_level="WARNING",
        sign_in_limit="2/5 minutes",
        write_limit="3/minute",
        read_limit="4/minute",
    )


def sign_in(client, email):
    credentials = {"email": email, "password": "wrong password"}
    return client.post("/api/v1/sessions", json=credentials)


def support(client, headers):
    return client.put("/api/v1/barriers/b/support", json={}, headers=headers)


def test_passwords_cannot_be_tried_for_long(client, services):
    services.answers["accounts.sign_in"] = NotSignedIn()
    assert [sign_in(client, "a@b.example").status_code for _ in range(3)] == [401, 401, 429]
    assert services.times("accounts.sign_in") == 2


def test_the_tries_of_one_address_are_not_anothers(client, services):
    services.answers["accounts.sign_in"] = NotSignedIn()
    for _ in range(2):
        sign_in(client, "a@b.example")
    assert sign_in(client, "A@B.example").status_code == 429
    assert client.post("/api/v1/sessions", json={}).status_code == 422


def test_who_writes_too_often_is_told_when_to_come_back(client, services, key):
    services.answers["barriers.support"] = {"id": "b", "version": 1}
    statuses = [support(client, key("officer")).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = support(client, key("officer"))
    assert 0 < int(answer.headers["retry-after"]) <= 120
    assert answer.headers["content-type"] == "application/problem+json"


def test_one_callers_writes_do_not_count_for_another(client, services, key):
    services.answers["barriers.support"] = {"id": "b", "version": 1}
    for _ in range(4):
        support(client, key("officer"))
    assert support(client, key("lead")).status_code == 200


def test_who_reads_without_a_key_can_not_do_so_for_ever(client, services):
    services.answers["assessment.model"] = lambda message: {"version": message.version}
    statuses = [client.get(f"/api/v1/models/{number}").status_code for number in range(1, 6)]
    assert statuses == [200, 200, 200, 200, 429]
    # What is in memory costs nothing.
    assert client.get("/api/v1/models/1").status_code == 200
