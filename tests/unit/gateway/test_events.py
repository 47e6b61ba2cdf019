"""What happens is described to programs and to people, as the events themselves say it."""

import pytest

from contracts.asyncapi import document
from contracts.events import REGISTRY
from contracts.history.files import OURS
from contracts.json_schema import cloudevent_schema, data_schema
from contracts.topology import SERVICES
from gateway.api import described

RAISED = "uk.waymark.barriers.barrier-raised.v1"
EARLIER = "uk.waymark.barriers.barrier-raised.v0"
ADDRESSES = [
    "/api/v1/asyncapi.json",
    f"/api/v1/events/schemas/{RAISED}.json",
    f"/api/v1/events/schemas/{RAISED}.cloudevent.json",
]


def test_programs_get_the_asyncapi_document(client):
    answer = client.get("/api/v1/asyncapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == document()


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_not_sent_again_to_who_has_it(client, address: str):
    answer = client.get(address)
    again = client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    stale = client.get(address, headers={"if-none-match": '"another"'})
    assert stale.content == answer.content


def test_every_schema_has_an_address(client):
    for name, cls in REGISTRY.items():
        if cls.SERVICE in SERVICES:
            data = client.get(f"/api/v1/events/schemas/{name}.json")
            whole = client.get(f"/api/v1/events/schemas/{name}.cloudevent.json")
            assert (data.json(), whole.json()) == (data_schema(cls), cloudevent_schema(cls))
            assert data.headers["content-type"] == "application/schema+json"


def test_a_version_that_is_written_no_more_keeps_its_schema(client, monkeypatch):
    released = OURS.released()
    released["events"][EARLIER] = {"data": {"title": "as it was"}}
    monkeypatch.setattr(type(OURS), "released", lambda _: released)
    described.schemas.cache_clear()
    answer = client.get(f"/api/v1/events/schemas/{EARLIER}.json")
    described.schemas.cache_clear()
    assert answer.json() == {"title": "as it was"}


@pytest.mark.parametrize("name", [f"{RAISED}", "nothing.json", "..%2f..%2freleased.json", "%00"])
def test_a_schema_that_is_not_there_is_said_to_be_missing(client, name: str):
    answer = client.get(f"/api/v1/events/schemas/{name}", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("language", ["en", "cy"])
def test_people_get_a_page_with_every_event_its_fields_and_an_example(client, language: str):
    page = client.get(f"/subscribe/events?lang={language}").text
    for name, cls in REGISTRY.items():
        if cls.SERVICE in SERVICES:
            assert f'id="{cls.routing_key()}"' in page
            assert f"/api/v1/events/schemas/{name}.json" in page
    assert "<code>supporters</code>" in page
    assert "WB-7K3Q-9FD" in page
    assert "`" not in page


def test_the_reference_of_the_api_leads_there(client):
    assert 'href="/subscribe/events"' in client.get("/api/v1/").text
    assert 'href="/subscribe/events#barriers"' in client.get("/subscribe").text
    assert 'href="/api/v1/asyncapi.json"' in client.get("/subscribe/events").text
