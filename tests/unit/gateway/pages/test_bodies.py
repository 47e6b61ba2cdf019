"""The pages on which an administrator registers, changes and ends bodies."""

import re
from typing import Any

import pytest

from contracts.errors import Conflict, Invalid, Stale
from gateway.sessions import COOKIE

DWP = {
    "id": "dwp",
    "name": {"en": "Work and Pensions", "cy": "Gwaith a Phensiynau"},
    "kind": "department",
    "stands_for": "dwp",
    "ended": False,
    "version": 3,
}
TYPED = {"english": "Somebody", "welsh": "Rhywun", "kind": "nhs", "stands_for": "dwp"}
TAXONOMY = {"bodies": [{"id": "dwp", "name": {"en": "The pensions department", "cy": "Adran"}}]}


@pytest.fixture(autouse=True)
def _answers(services) -> None:
    services.know("secret", "sector-body", "administrator", kind="session")
    services.answers |= {
        "accounts.all_bodies": {"bodies": [DWP]},
        "accounts.body": DWP,
        "barriers.taxonomy": {"version": 1, "content": TAXONOMY},
    }


@pytest.fixture
def send(client) -> Any:
    def sent(path: str, **typed: str) -> Any:
        headers = {"cookie": f"{COOKIE}=secret", "accept": "text/html"}
        page = client.get(path, headers=headers).text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        return client.post(path, data={**hidden, **TYPED, **typed}, headers=headers)

    return sent


def test_bodies_are_listed_with_what_councils_choose_for_them(client) -> None:
    page = client.get("/admin/bodies", headers={"cookie": f"{COOKIE}=secret"}).text
    assert ">Work and Pensions</a>" in page
    assert "The pensions department</td>" in page


def test_a_body_is_registered_with_both_names(send, services) -> None:
    services.answers["accounts.register_body"] = DWP
    assert send("/admin/bodies", id="somebody").status_code == 303
    message = services.last().message
    assert (message.id, message.name.en, message.name.cy) == ("somebody", "Somebody", "Rhywun")


@pytest.mark.parametrize(
    ("typed", "refusal", "said"),
    [
        ({"id": "Not An Id"}, None, "Enter small letters, figures and hyphens"),
        ({"id": "a", "welsh": ""}, None, "Enter the Welsh name"),
        ({"id": "a", "kind": ""}, None, "Choose what kind of body it is"),
        ({"id": "cmd"}, Invalid(code="no-id-for-a-body"), "This is the code of a council"),
        ({"id": "sector-body"}, Invalid(code="no-id-for-a-body"), "This is the sector body"),
        ({"id": "dwp"}, Conflict(code="body-is-there"), "is registered already"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    send, services, typed, refusal, said
) -> None:
    services.answers["accounts.register_body"] = refusal
    page = send("/admin/bodies", **typed)
    assert page.status_code == 422
    assert page.text.count(said) == 2
    assert 'value="Somebody"' in page.text


def test_a_body_is_changed_in_the_version_that_was_read_and_ended(send, services) -> None:
    services.answers["accounts.change_body"] = DWP
    assert send("/admin/bodies/dwp", ended="yes").status_code == 303
    message = services.last().message
    assert (message.body, message.version, message.ended) == ("dwp", 3, True)
    assert message.name.en == "Somebody"


def test_what_changed_meanwhile_is_shown_again(send, services) -> None:
    services.answers["accounts.change_body"] = Stale()
    assert send("/admin/bodies/dwp").headers["location"] == "/admin/bodies/dwp?done=changed"


def test_nobody_but_an_administrator_sees_these_pages(client, services) -> None:
    services.know("other", "dwp", "responder", kind="session")
    for path in ("/admin/bodies", "/admin/bodies/dwp"):
        assert client.get(path, headers={"cookie": f"{COOKIE}=other"}).status_code == 403
