"""What GOV.UK Notify says became of an e-mail, in its own form and with its own token."""

import pytest

from contracts.errors import NotSignedIn

PLACE = "/api/v1/mail/receipts"
TOKEN = {"authorization": "Bearer the-token-of-notify"}
RECEIPT = {"reference": "m1", "to": "rhys@durham.example.org", "status": "permanent-failure"}
SENT_BY_NOTIFY = {**RECEIPT, "id": "n-1", "created_at": "2027-01-04T09:30:00Z", "sent_at": None}


@pytest.fixture(autouse=True)
def _noted(services):
    services.answers["notifications.report_receipt"] = {"sending": False}


def test_it_is_passed_on_with_the_token_that_it_brought_and_nobodys_name(client, services) -> None:
    answer = client.post(PLACE, json=SENT_BY_NOTIFY, headers=TOKEN)

    assert (answer.status_code, answer.json()) == (200, {"sending": False})
    asked = services.last()
    assert (asked.message.secret, asked.token) == ("the-token-of-notify", None)
    assert (asked.message.reference, asked.message.status) == ("m1", "permanent-failure")
    assert services.times("accounts.resolve_key") == 0


def test_one_without_a_reference_is_taken_too(client, services) -> None:
    said = {**SENT_BY_NOTIFY, "reference": None}

    assert client.post(PLACE, json=said, headers=TOKEN).status_code == 200
    assert services.last().message.reference is None


@pytest.mark.parametrize(
    ("headers", "secret"),
    [(TOKEN, "the-token-of-notify"), ({"authorization": "Basic dGhlOnRva2Vu"}, ""), ({}, "")],
)
def test_what_a_token_is_worth_its_service_says(client, services, headers, secret: str) -> None:
    services.answers["notifications.report_receipt"] = NotSignedIn()

    answer = client.post(PLACE, json=RECEIPT, headers=headers)

    assert answer.status_code == 401
    assert services.last().message.secret == secret


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 422),
        (b'{"to": "nobody", "status": "delivered"}', 422),
        (b'{"to": "rhys@durham.example.org"}', 422),
        (b'{"to": "rhys@durham.example.org", "status": 7}', 422),
    ],
)
def test_what_is_no_receipt_is_refused_with_what_is_wrong(
    client, services, body: bytes, status: int
) -> None:
    answer = client.post(PLACE, content=body, headers=TOKEN)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert services.times("notifications.report_receipt") == 0
