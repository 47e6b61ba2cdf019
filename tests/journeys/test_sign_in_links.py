"""The first sign-in and a new password, by the links of the e-mails that people get."""

import secrets

import httpx

from deploy.local.stack import Stack
from tests.journeys.letters import link_sent_to


def test_a_person_chooses_a_password_by_the_link_of_an_e_mail_and_another_when_it_is_forgotten(
    stack: Stack, administrator: httpx.Client, nobody: httpx.Client
):
    address = f"rhys.{secrets.token_hex(4)}@gwynedd.example.org"
    said = {"email": address, "name": "Rhys", "organisation": "GWN", "role": "officer"}
    person = administrator.post("/people", json=said)
    assert (person.status_code, person.json()["has_password"]) == (201, False)

    first = link_sent_to(stack, address, 1)
    assert nobody.get(f"/sign-in-links/{first}").json()["purpose"] == "first-sign-in"
    chosen = {"password": "three words apart"}
    assert nobody.post(f"/sign-in-links/{first}", json=chosen).status_code == 200
    assert signs_in(nobody, address, "three words apart")
    assert nobody.post(f"/sign-in-links/{first}", json=chosen).status_code == 404

    for asked in (address, "nobody.at.all@example.org"):
        assert nobody.post("/sign-in-links", json={"email": asked}).status_code == 202
    second = link_sent_to(stack, address, 2)
    used = nobody.post(f"/sign-in-links/{second}", json={"password": "three other words"})
    assert used.json() == {"email": address}
    assert signs_in(nobody, address, "three other words")
    assert not signs_in(nobody, address, "three words apart")
    for log in (stack.home / "logs").iterdir():
        said = log.read_text()
        assert (first in said, second in said, log.name) == (False, False, log.name)


def signs_in(nobody: httpx.Client, address: str, password: str) -> bool:
    answer = nobody.post("/sessions", json={"email": address, "password": password})
    nobody.cookies.clear()
    return answer.status_code == 201
