"""The pages by which people choose a password, and how little they tell others."""

import re
import time

import pytest

from contracts.errors import NotFound
from gateway.security import logged

SECRET = "a-secret-that-nobody-guesses"
LINK = {
    "purpose": "new-password",
    "name": "Rhys Powell",
    "email": "rhys@gwynedd.example.org",
    "expires": "2027-01-04T09:30:00+00:00",
}
OVER = NotFound("It is over.", code="sign-in-link-over")


def send(client, address, **typed):
    page = client.get(address)
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)
    return client.post(address, data={"csrf_token": token, **typed})


def test_opening_a_link_changes_nothing_and_gives_its_address_to_nobody(client, services) -> None:
    services.answers["accounts.look_at_link"] = LINK

    page = client.get(f"/welcome/{SECRET}")

    assert [asked.method for asked in services.asked] == ["accounts.look_at_link"]
    # A policy that leaves the form's origin in place, and never says more than that.
    assert page.headers["referrer-policy"] == "strict-origin"
    assert page.headers["cache-control"] == "no-store"


def test_who_comes_with_a_link_that_is_over_can_ask_for_a_new_one(client, services) -> None:
    services.answers["accounts.look_at_link"] = OVER

    page = client.get(f"/welcome/{SECRET}", headers={"accept": "text/html"})

    assert page.status_code == 404
    assert 'href="/forgotten-password"' in page.text


def test_a_password_that_is_too_short_is_refused_and_not_shown_again(client, services) -> None:
    services.answers["accounts.look_at_link"] = LINK

    answer = send(client, f"/welcome/{SECRET}", password="too short")

    assert answer.status_code == 422
    assert "Enter a password of 12 to 200 characters" in answer.text
    assert "too short" not in answer.text
    assert services.times("accounts.use_link") == 0


@pytest.mark.parametrize("way", ["page", "api"])
def test_the_time_of_an_answer_does_not_tell_who_is_registered(client, services, way) -> None:
    services.answers["accounts.ask_new_password"] = {}
    typed = {"email": "rhys@gwynedd.example.org"}

    began = time.monotonic()
    if way == "page":
        answer = send(client, "/forgotten-password", **typed)
    else:
        answer = client.post("/api/v1/sign-in-links", json=typed)

    assert answer.status_code in (200, 202)
    assert time.monotonic() - began >= 0.3


def test_no_log_has_an_address_that_is_a_secret(app) -> None:
    secret = [each for each in addresses(app.routes) if "{secret}" in each]
    assert len(secret) >= 4

    for address in secret:
        said = logged(address.replace("{secret}", SECRET))
        assert (SECRET in said, said) == (False, address)
    assert logged("/barriers/WM-1042") == "/barriers/WM-1042"


def addresses(routes, before=""):
    for route in routes:
        yield from (
            addresses(route.routes, before + route.path)
            if hasattr(route, "routes")
            else [before + route.path]
        )
