"""Who says who may sign in: administrators for everybody, leads for their own council."""

import re

import pytest

from gateway import sessions

PERSON = {
    "id": "rhys",
    "email": "rhys@durham.example.org",
    "name": "Rhys Powell",
    "organisation": "DUR",
    "role": "officer",
    "language": "en",
    "enabled": True,
    "has_password": False,
    "version": 2,
}


@pytest.fixture
def somebody(services):
    services.answers["accounts.people"] = {"people": [PERSON], "next": None}
    services.answers["accounts.register_person"] = PERSON
    services.answers["accounts.invite_again"] = {"person": "rhys", "expires": "2027-01-04T09:30Z"}

    def headers(role, organisation):
        services.know("secret", organisation, role, kind="session")
        return {"cookie": f"{sessions.COOKIE}=secret", "accept": "text/html"}

    return headers


def send(client, headers, address, **typed):
    page = client.get("/admin/people", headers=headers).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    return client.post(address, headers=headers, data={"csrf_token": token, **typed})


def test_a_lead_adds_people_to_their_own_council_alone(client, services, somebody) -> None:
    typed = {"name": "Nia", "email": "nia@durham.example.org", "role": "officer", "language": "cy"}

    answer = send(client, somebody("lead", "DUR"), "/admin/people", **typed, organisation="LBH")

    assert answer.headers["location"] == "/admin/people?done=invited"
    sent = services.last().message
    assert (sent.organisation, sent.password) == ("DUR", None)


def test_an_administrator_adds_people_to_any_organisation(client, services, somebody) -> None:
    headers = somebody("administrator", "sector-body")
    typed = {"name": "Nia", "email": "nia@dwp.example.org", "role": "responder", "language": "cy"}

    send(client, headers, "/admin/people", **typed, organisation="dwp")

    assert services.last().message.organisation == "dwp"


def test_a_lead_is_offered_the_roles_of_a_council(client, somebody) -> None:
    page = client.get("/admin/people", headers=somebody("lead", "DUR")).text

    assert re.findall(r'name="role"[^>]*value="(\w+)"', page) == ["officer", "lead"]
    assert 'name="organisation"' not in page


def test_who_has_no_password_yet_is_sent_the_link_again(client, services, somebody) -> None:
    headers = somebody("lead", "DUR")
    assert "Send the link again" in client.get("/admin/people", headers=headers).text

    answer = send(client, headers, "/admin/people/rhys/invite")

    assert answer.headers["location"] == "/admin/people?done=invited"
    assert services.last().message.person == "rhys"


@pytest.mark.parametrize(
    ("role", "organisation"),
    [("officer", "DUR"), ("analyst", "sector-body"), ("responder", "dwp")],
)
def test_nobody_else_says_who_may_sign_in(client, somebody, role, organisation) -> None:
    answer = client.get("/admin/people", headers=somebody(role, organisation))

    assert answer.status_code == 403
