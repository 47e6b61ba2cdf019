"""Answers out of memory are the same answers, and only for those who may have them."""

from datetime import UTC, datetime

import pytest

from contracts.barriers.events import BarrierAcknowledged
from contracts.cloudevents import envelope_of, to_bytes
from contracts.matching.messages import ListResources

SECTOR = "/api/v1/sector/barriers"
JOURNEY = "/api/v1/councils/DUR/journey"


@pytest.fixture(autouse=True)
def _answers(services):
    services.answers |= {
        "reporting.sector_barriers": lambda _: {
            "barriers": services.times("reporting.sector_barriers")
        },
        "assessment.assessment": {"state": "in-progress", "version": 1, "answers": []},
        "assessment.model": {"version": 1, "content": {"characteristics": []}},
        "matching.suggestions": {"suggestions": []},
        "barriers.barriers": {"barriers": []},
        "accounts.all_councils": {"councils": [], "next": None},
    }


def test_a_shared_answer_is_asked_for_once_and_for_nobody(client, services, key):
    first = client.get(SECTOR, headers=key("officer"))
    second = client.get(SECTOR)
    assert first.content == second.content
    assert services.times("reporting.sector_barriers") == 1
    assert services.last().token is None


def test_an_answer_from_memory_has_the_same_headers(client):
    first, second = client.get(SECTOR), client.get(SECTOR)
    varying = {"x-correlation-id"}
    assert {k: v for k, v in first.headers.items() if k not in varying} == {
        k: v for k, v in second.headers.items() if k not in varying
    }
    assert first.headers["x-correlation-id"] != second.headers["x-correlation-id"]
    assert second.headers["strict-transport-security"]


def test_a_correlation_id_is_kept_if_well_formed(client):
    client.get(SECTOR)
    sent = {"x-correlation-id": "my-own-id-1"}
    assert client.get(SECTOR, headers=sent).headers["x-correlation-id"] == "my-own-id-1"
    forged = {"x-correlation-id": "x" * 500}
    assert client.get(SECTOR, headers=forged).headers["x-correlation-id"] != "x" * 500


@pytest.mark.parametrize("path", [SECTOR, JOURNEY])
def test_who_has_it_already_is_told_so(client, key, path):
    headers = key("officer")
    etag = client.get(path, headers=headers).headers["etag"]
    again = client.get(path, headers={**headers, "if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == etag


def test_a_notice_ends_it(app, client):
    assert client.get(SECTOR).json() == {"barriers": 1}
    client.portal.call(
        app.state.listening.hear, "reporting.notices", "sector-barriers-changed", b""
    )
    assert client.get(SECTOR).json() == {"barriers": 2}


def test_an_invalid_key_is_told_so_even_where_anyone_may_read(client):
    client.get(SECTOR)
    answer = client.get(SECTOR, headers={"authorization": "Bearer forged"})
    assert answer.status_code == 401


def test_an_event_ends_what_is_made_of_it(app, client, services, key):
    client.get(JOURNEY, headers=key("officer"))
    event = envelope_of(
        BarrierAcknowledged("b-1", datetime.now(UTC)), id="e", sequence=2, correlation_id="c"
    )
    client.portal.call(app.state.listening.hear, "barriers.events", "", to_bytes(event))
    client.get(JOURNEY, headers=key("officer"))
    assert services.times("assessment.assessment") == 2


def test_a_private_answer_is_kept_for_its_own_audience(client, services, key):
    for _ in range(3):
        assert client.get(JOURNEY, headers=key("officer")).status_code == 200
    assert services.times("assessment.assessment") == 1
    assert client.get(JOURNEY, headers=key("officer")).headers["vary"] == "Authorization, Cookie"
    client.get(JOURNEY, headers=key("neighbour"))
    assert services.times("assessment.assessment") == 2
    assert services.last().token == "token of neighbour"


def test_nobody_gets_a_private_answer_from_memory(client, key):
    client.get(JOURNEY, headers=key("officer"))
    assert client.get(JOURNEY).status_code == 401


def test_ones_own_write_is_seen_at_once(client, services, key):
    client.get(JOURNEY, headers=key("officer"))
    services.answers["assessment.save_answer"] = {
        "answers": [{"characteristic": "leadership", "revision": 1}]
    }
    client.put(
        "/api/v1/councils/DUR/assessment/answers/leadership",
        json={"kind": "dont-know"},
        headers={**key("officer"), "if-none-match": "*"},
    )
    client.get(JOURNEY, headers=key("officer"))
    assert services.times("assessment.assessment") == 2


def test_a_list_from_memory_still_links_its_next_page(client, services):
    services.answers["matching.resources"] = {"resources": [], "next": "abc"}
    first, second = client.get("/api/v1/resources"), client.get("/api/v1/resources")
    assert first.headers["link"] == second.headers["link"]
    assert services.times("matching.resources") == 1


def test_made_up_cursors_fill_no_memory(app, client, services):
    services.answers["matching.resources"] = {"resources": [], "next": None}
    for _ in range(2):
        assert client.get("/api/v1/resources?after=made-up").status_code == 200
    assert services.times("matching.resources") == 2
    assert app.state.cache.peek(("matching", "resources", ListResources(after="made-up"))) is None
