"""A credential is asked about once, and counts no longer than it should."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contracts.accounts.events import (
    ApiKeyRevoked,
    CouncilChanged,
    CouncilFacts,
    PersonDisabled,
    SessionEnded,
)
from contracts.cloudevents import envelope_of, to_bytes
from contracts.errors import DeadlineExceeded, NotAllowed, Unavailable
from gateway.sessions import COOKIE

ME = "/api/v1/me"
DURHAM = CouncilFacts(
    "DUR", "Durham", "Durham County Council", "England", "North East", "UA", "Unitary authority"
)
ENDED = NotAllowed(code="council-acts-no-more", details={"successors": ["LBH"]})


def tell(app, client, event, **different):
    envelope = envelope_of(event, id="e", sequence=1, correlation_id="c")
    envelope = replace(envelope, **different)
    client.portal.call(app.state.listening.hear, "accounts.events", "", to_bytes(envelope))


def test_accounts_is_asked_once(client, services, key):
    for _ in range(3):
        assert client.get(ME, headers=key("officer")).json()["organisation"] == "DUR"
    assert services.times("accounts.resolve_key") == 1


def test_the_token_stays_inside(client, key):
    assert "token" not in client.get(ME, headers=key("officer")).text


@pytest.mark.parametrize(
    "header", ["Bearer forged", "Basic b2ZmaWNlcg==", "Bearer", "Bearer " + "x" * 600]
)
def test_a_forged_key_is_refused(client, header):
    answer = client.get(ME, headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/invalid-key"


def test_a_forged_session_is_refused_by_the_api(client):
    answer = client.get(ME, headers={"cookie": f"{COOKIE}=forged"})
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/session-ended"


def test_a_page_takes_who_has_an_ended_session_as_signed_out(client):
    answer = client.get("/sign-in", headers={"cookie": f"{COOKIE}=forged"})
    assert answer.status_code == 200


def test_a_session_that_ended_elsewhere_counts_no_more(app, client, services):
    services.know("secret", "DUR", "officer", kind="session")
    cookie = {"cookie": f"{COOKIE}=secret"}
    assert client.get(ME, headers=cookie).status_code == 200
    del services.secrets["secret"]
    assert client.get(ME, headers=cookie).status_code == 200
    tell(app, client, SessionEnded("id-of-secret", "person-of-secret", datetime.now(UTC)))
    assert client.get(ME, headers=cookie).status_code == 401


@pytest.mark.parametrize(
    "different",
    [{"type": "uk.waymark.accounts.session-ended.v2"}, {"data": {}}],
)
def test_an_end_that_can_not_be_read_ends_it_all_the_same(app, client, services, different):
    services.know("secret", "DUR", "officer", kind="session")
    cookie = {"cookie": f"{COOKIE}=secret"}
    assert client.get(ME, headers=cookie).status_code == 200
    del services.secrets["secret"]
    ended = SessionEnded("id-of-secret", "person-of-secret", datetime.now(UTC))
    tell(app, client, ended, **different)
    assert client.get(ME, headers=cookie).status_code == 401


@pytest.mark.parametrize(
    "event",
    [
        ApiKeyRevoked("id-of-officer", datetime.now(UTC)),
        PersonDisabled("person-of-officer", datetime.now(UTC)),
    ],
)
def test_a_revoked_key_or_a_disabled_person_counts_no_more(app, client, services, key, event):
    client.get(ME, headers=key("officer"))
    client.get(ME, headers=key("lead"))
    del services.secrets["officer"]
    tell(app, client, event)
    assert client.get(ME, headers=key("officer")).status_code == 401
    assert client.get(ME, headers=key("lead")).status_code == 200
    assert services.times("accounts.resolve_key") == 3


def test_a_token_is_asked_for_again_before_it_expires(client, services, key):
    soon = (datetime.now(UTC) + timedelta(seconds=9)).isoformat()
    services.know("short", "DUR", "officer", token_expires=soon)
    for _ in range(2):
        client.get(ME, headers=key("short"))
    assert services.times("accounts.resolve_key") == 2


def test_a_session_that_runs_out_counts_no_more_from_then_on(client, services):
    over = datetime.now(UTC) + timedelta(seconds=1)
    services.know("secret", "DUR", "officer", kind="session", expires=over.isoformat())
    cookie = {"cookie": f"{COOKIE}=secret"}
    assert client.get(ME, headers=cookie).status_code == 200
    time.sleep(max(0.0, (over - datetime.now(UTC)).total_seconds()))
    services.accounts_away = Unavailable()
    assert client.get(ME, headers=cookie).status_code == 503
    services.accounts_away = None
    del services.secrets["secret"]
    assert client.get(ME, headers=cookie).status_code == 401


def test_a_council_that_ended_has_nobody_from_then_on(app, client, services, key):
    for name in ("officer", "neighbour"):
        assert client.get(ME, headers=key(name)).status_code == 200
    services.accounts_away = ENDED
    ended = replace(DURHAM, current=False, successors=("LBH",))
    tell(app, client, CouncilChanged("DUR", ended, datetime.now(UTC)))
    refused = client.get(ME, headers=key("officer"))
    assert (refused.status_code, refused.json()["successors"]) == (403, ["LBH"])
    assert refused.json()["type"] == "/problems/council-acts-no-more"
    assert client.get(ME, headers=key("neighbour")).status_code == 200


def test_a_council_that_changed_and_goes_on_is_not_asked_about(app, client, services, key):
    client.get(ME, headers=key("officer"))
    tell(app, client, CouncilChanged("DUR", DURHAM, datetime.now(UTC)))
    client.get(ME, headers=key("officer"))
    assert services.times("accounts.resolve_key") == 1


def test_people_of_a_council_that_ended_read_so_on_its_pages(client, services):
    services.accounts_away = ENDED
    cookie = {"cookie": f"{COOKIE}=secret"}
    page = client.get("/admin/people", headers={**cookie, "accept": "text/html"})
    assert page.status_code == 403
    assert "Your council has ended" in page.text
    assert client.get("/sign-in", headers=cookie).status_code == 200
    assert client.get("/", headers=cookie).status_code == 200
    answer = client.get(ME, headers=cookie)
    assert answer.json()["type"] == "/problems/council-acts-no-more"


def test_people_of_a_council_that_ended_read_so_when_they_sign_in(client, services):
    services.answers["accounts.sign_in"] = ENDED
    form = client.get("/sign-in").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)[1]
    typed = {"csrf_token": token, "email": "a@b.example", "password": "x"}
    answer = client.post("/sign-in", data=typed)
    assert answer.status_code == 403
    assert "so you can’t sign in for it" in answer.text


@pytest.mark.parametrize(("away", "status"), [(Unavailable(), 503), (DeadlineExceeded(), 504)])
def test_while_accounts_is_away_only_what_needs_a_caller_says_so(
    client, services, key, away, status
):
    services.answers["barriers.taxonomy"] = {"content": {}, "version": 1}
    services.accounts_away = away
    assert client.get(ME, headers=key("officer")).status_code == status
    assert client.get("/api/v1/taxonomy", headers=key("officer")).status_code == 200


def test_who_is_known_goes_on_while_accounts_is_away(app, client, services, key):
    client.get(ME, headers=key("officer"))
    services.accounts_away = Unavailable()
    identities = app.state.identities
    digest, known = next(iter(identities._known.items()))
    identities._known[digest] = type(known)(known.identity, fresh=0.0, usable=known.usable)
    assert client.get(ME, headers=key("officer")).status_code == 200


def test_who_has_an_ended_session_can_sign_in_again(client, services):
    services.answers["accounts.sign_in"] = {
        "secret": "new",
        "session": "id",
        "expires": "2099-01-01T00:00:00+00:00",
    }
    answer = client.post(
        "/api/v1/sessions",
        json={"email": "a@b.example", "password": "x"},
        headers={"cookie": f"{COOKIE}=ended"},
    )
    assert answer.status_code == 201
