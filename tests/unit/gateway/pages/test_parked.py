"""What administrators read of parked events, and what a press of theirs asks for."""

import re

import pytest

from contracts.errors import DeadlineExceeded, NotFound, Unavailable
from contracts.topology import SERVICES
from gateway import languages, sessions

GONE = NotFound("It is gone.", code="no-such-parked-event")
PARKED = {
    "id": "an-event",
    "service": "accounts",
    "aggregate": "council",
    "subject": "DUR",
    "sequence": 3,
    "type": "uk.waymark.accounts.council-changed.v1",
    "routing_key": None,
    "reason": "KeyError",
    "at": "2027-01-04T09:30:00+00:00",
    "behind": 2,
}
ONE = {
    "parked": PARKED,
    "first": "an-event",
    "time": "2027-01-04T09:29:00+00:00",
    "correlation_id": "a-correlation-id",
    "fields": ["code", "facts", "at"],
    "size": 512,
}
BYTES = {**dict.fromkeys(PARKED), "routing_key": "accounts.x.v1", "reason": "JSONDecodeError"}
STATE = {"parked": 0, "waiting": 0, "oldest_parked": None}


def retried(applied, parked=0, first=None, failed=None, waiting=0):
    return {
        "applied": applied,
        "waiting": waiting,
        "parked": parked,
        "first": first,
        "failed": failed,
    }


@pytest.fixture
def headers(services):
    services.know("secret", "sector-body", "administrator", kind="session")
    for name in SERVICES:
        services.answers[f"{name}.state"] = STATE
    services.answers["reporting.parked_event"] = ONE
    services.answers["reporting.list_parked"] = {"events": [PARKED], "next": None}
    return {"cookie": f"{sessions.COOKIE}=secret"}


@pytest.fixture
def press(client, headers):
    """Sends the form of `page` to where its action leads."""

    def press(page, action, **values):
        html = client.get(page, headers=headers).text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', html))
        return client.post(action, data={**hidden, **values}, headers=headers)

    return press


ADDRESS = "/admin/parked/reporting/an-event"


def follow(client, headers, sent, language="en"):
    assert sent.status_code == 303
    cookies = f"{headers['cookie']}; {languages.COOKIE}={language}"
    return client.get(sent.headers["location"], headers={"cookie": cookies}).text


def test_a_good_state_is_said_to_be_one(client, headers):
    page = client.get("/admin/parked", headers=headers).text
    assert "Nothing is parked. All is as it should be." in page


@pytest.mark.parametrize("refusal", [Unavailable(), DeadlineExceeded()])
def test_all_is_not_well_while_somebody_can_not_be_asked(client, headers, services, refusal):
    services.answers["reporting.state"] = refusal
    page = client.get("/admin/parked", headers=headers).text
    assert "Away" in page
    assert "All is as it should be." not in page


def test_a_retry_goes_on_until_all_is_through(client, headers, services, press):
    answers = [retried(200, 300, "second"), retried(200, 100, "third"), retried(100)]
    services.answers["reporting.retry_parked"] = lambda _: answers.pop(0)
    sent = press(ADDRESS, f"{ADDRESS}/retry")
    assert "500 events took effect." in follow(client, headers, sent)
    asked = [each for each in services.asked if each.method == "reporting.retry_parked"]
    assert [each.message.event for each in asked] == ["an-event", "second", "third"]
    assert asked[0].idempotency_key
    assert "Daeth 500 digwyddiad i rym." in follow(client, headers, sent, "cy")


def test_a_retry_that_takes_long_says_what_is_left(client, headers, services, press, monkeypatch):
    monkeypatch.setattr("gateway.parked.SECONDS", 0.0)
    services.answers["reporting.retry_parked"] = retried(200, 300, "an-event")
    page = follow(client, headers, press(ADDRESS, f"{ADDRESS}/retry"))
    assert "300 more have not been tried yet. Retry to go on." in page


def test_a_retry_that_fails_leads_to_the_event_that_is_the_first_now(
    client, headers, services, press
):
    services.answers["reporting.retry_parked"] = retried(1, 2, "another", "KeyError")
    sent = press(ADDRESS, f"{ADDRESS}/retry")
    assert sent.headers["location"].startswith("/admin/parked/reporting/another?")
    assert "1 event took effect." in follow(client, headers, sent)


def test_what_somebody_else_has_dealt_with_is_told_as_such(client, headers, services, press):
    services.answers["reporting.retry_parked"] = GONE
    services.answers["reporting.discard_parked"] = GONE
    for action in ("retry", "discard"):
        sent = press(ADDRESS, f"{ADDRESS}/{action}", why="It was made up by a test.")
        assert "somebody has retried or discarded it" in follow(client, headers, sent)


def test_a_form_of_which_no_answer_came_keeps_its_words_and_its_key(services, press):
    services.answers["reporting.discard_parked"] = DeadlineExceeded()
    sent = press(f"{ADDRESS}/discard", f"{ADDRESS}/discard", why="It was made up by a test.")
    assert sent.status_code == 504
    assert "It was made up by a test." in sent.text
    assert services.asked[-2].idempotency_key in sent.text


def test_bytes_that_are_no_event_are_shown_with_what_is_known_of_them(client, headers, services):
    parked = {**BYTES, "id": "an-event", "at": PARKED["at"], "behind": 0}
    services.answers["reporting.parked_event"] = {
        **ONE, "parked": parked, "time": None, "correlation_id": None, "fields": []
    }  # fmt: skip
    page = client.get(ADDRESS, headers=headers).text
    assert "Bytes that are no event" in page
    assert "accounts.x.v1" in page


@pytest.mark.parametrize("done", ["retried-1-2", "retried-x-0-0-all", "<b>", "retried-1-0-0-all-"])
def test_an_address_that_was_made_up_says_nothing(client, headers, done):
    page = client.get(f"/admin/parked/reporting?done={done}", headers=headers)
    assert page.status_code == 200
    assert "took effect" not in page.text


def test_the_api_passes_on_what_is_asked_of_a_service(client, services, key):
    services.answers["reporting.discard_parked"] = retried(2)
    sent = client.post(
        "/api/v1/parked/reporting/an-event/discards",
        json={"why": "It was made up by a test."},
        headers={**key("administrator"), "idempotency-key": "my-key"},
    )
    assert (sent.status_code, sent.json()["applied"]) == (200, 2)
    asked = services.last()
    assert (asked.idempotency_key, asked.message.event) == ("my-key", "an-event")
    unknown = client.get("/api/v1/parked/nowhere", headers=key("administrator"))
    assert unknown.json()["type"] == "/problems/no-such-service"
    for why in ("short", "x" * 501):
        refused = client.post(
            "/api/v1/parked/reporting/an-event/discards",
            json={"why": why},
            headers=key("administrator"),
        )
        assert list(refused.json()["errors"]) == ["why"]


def test_the_list_of_the_api_comes_in_pages(client, services, key):
    services.answers["reporting.list_parked"] = {"events": [PARKED], "next": "more"}
    found = client.get("/api/v1/parked/reporting?limit=1", headers=key("administrator"))
    assert found.headers["link"] == '</api/v1/parked/reporting?limit=1&after=more>; rel="next"'
