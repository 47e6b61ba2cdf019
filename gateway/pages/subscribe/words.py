"""How a webhook stands and what came of a post, in words."""

from collections.abc import Mapping
from typing import Any

from contracts.notifications.messages.deliveries import DeliveryKind, Failure
from contracts.notifications.messages.webhooks import WebhookState
from gateway.languages import Words, later

STATES: dict[WebhookState, tuple[str, str]] = {
    "unverified": (later("Not verified"), "govuk-tag--yellow"),
    "active": (later("Active"), "govuk-tag--green"),
    "paused": (later("Paused"), "govuk-tag--orange"),
    "ended": (later("Ended"), "govuk-tag--grey"),
}

FAILURES: dict[Failure, str] = {
    "refused": later("The address did not take it: it answered with another status than 2xx."),
    "redirected": later("The address led somewhere else. Redirects are not followed: change it."),
    "private-address": later(
        "The name belongs to a private address, or does not begin with https://."
    ),
    "no-such-host": later("There is no such name in the internet."),
    "no-connection": later("Nobody took the connection at that address."),
    "no-answer": later("It did not answer in time."),
    "answer-too-long": later("Its answer was too long to be read."),
    "wrong-certificate": later("Its certificate is not valid for that name."),
    "wrong-challenge": later("It answered, but not with the challenge that was posted."),
}

KINDS: dict[DeliveryKind, str] = {
    "event": later("Events"),
    "replay": later("Replay"),
    "resend": later("Sent again"),
    "test": later("Test"),
    "verification": later("Challenge"),
}


def as_shown(_: Words, webhook: Mapping[str, Any]) -> dict[str, Any]:
    """A webhook with its state in words."""
    state, colour = STATES[webhook["state"]]
    failing = bool(webhook["attempts"]) and webhook["state"] == "active"
    if failing:
        state, colour = later("Failing"), "govuk-tag--red"
    return {**webhook, "failing": failing, "tag": {"text": _(state), "classes": colour}}


def delivered(_: Words, delivery: Mapping[str, Any]) -> dict[str, Any]:
    """A post with what came of it in words."""
    failure = delivery["failure"]
    return {
        **delivery,
        "what": _(KINDS[delivery["kind"]]),
        "why": _(FAILURES[failure]) if failure else None,
    }


def said(_: Words, details: Mapping[str, Any]) -> str:
    """Why a challenge was not answered."""
    failure = FAILURES.get(details.get("failure", "wrong-challenge"), FAILURES["wrong-challenge"])
    status = details.get("status")
    return f"{_(failure)} ({status})" if status else _(failure)
