"""The first sign-in and a new password, by the links of the e-mails that people get."""

import email
import re
import secrets
import time
from email import policy
from pathlib import Path

import httpx

from deploy.local.stack import Stack

LINK = re.compile(r"https?://\S+/welcome/([\w-]+)")


def link_sent_to(stack: Stack, address: str, number: int) -> str:
    """The secret of the link in the `number`-th e-mail to an address."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = [each for each in map(read, mails(stack)) if address in str(each["to"])]
        if len(found) >= number:
            newest = max(found, key=lambda each: each["date"].datetime)
            return LINK.search(newest.get_body(("plain",)).get_content())[1]
        time.sleep(0.1)
    raise AssertionError(f"no e-mail number {number} came to {address}")


def mails(stack: Stack) -> list[Path]:
    return list((stack.home / "mail").glob("*.eml"))


def read(file: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(file.read_bytes(), policy=policy.default)


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


def signs_in(nobody: httpx.Client, address: str, password: str) -> bool:
    answer = nobody.post("/sessions", json={"email": address, "password": password})
    nobody.cookies.clear()
    return answer.status_code == 201
